"""`make demo`: what it prepares, what it says of a port that it cannot have, and a first and a second run."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from governance.project import demo
from tests.project.checkout import clean_environment, copy_checkout

pytestmark = pytest.mark.pure
LONGEST_SECONDS = 120  # for a busy machine; a second run takes about two


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the demo would write to."""
    monkeypatch.setattr(demo, "VAR", tmp_path / "var")
    return tmp_path / "var"


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind((demo.HOST, 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_taken_port_is_named_and_nothing_is_made(
    var: Path, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["demo", "--port", str(taken_port)])
    with pytest.raises(
        SystemExit, match=rf"port {taken_port} cannot be used .* make demo PORT={taken_port + 1}"
    ):
        demo.main()
    assert not var.exists()


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "８０００"])
def test_what_is_no_port_is_refused(var: Path, port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["demo", f"--port={port}"])
    with pytest.raises(SystemExit, match="is no port"):
        demo.main()
    assert not var.exists()


def test_the_secret_key_is_made_once_and_readable_by_its_owner_alone(var: Path) -> None:
    first = demo._environment()["IMPRIMATUR_SECRET_KEY"]
    assert len(first) >= 50
    assert stat.S_IMODE((var / "secret-key").stat().st_mode) == 0o600
    assert demo._environment()["IMPRIMATUR_SECRET_KEY"] == first


def test_settings_of_a_real_site_are_not_taken(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "environ", {"IMPRIMATUR_DATABASE": "postgresql://precious", "PATH": ""})
    values = os.environ | demo._environment()
    assert "IMPRIMATUR_DATABASE" not in os.environ
    assert values["IMPRIMATUR_DATA_DIR"] == str(var)


def test_the_first_run_prints_logins_and_the_second_keeps_the_site(tmp_path: Path) -> None:
    checkout = copy_checkout(tmp_path)
    with serving(checkout) as (address, first):
        assert "Hanna Lindqvist, writer" in first
        assert "Migraine" in fetch(f"{address}conditions/migraine/")
    with serving(checkout) as (address, second):
        assert "changepassword" in second
        assert "Migraine" in fetch(f"{address}conditions/migraine/")
    passwords = re.findall(r"(?:[a-z]{4}-){4}[a-z]{4}", first)
    assert len(passwords) == 7
    stored = b"".join(path.read_bytes() for path in (checkout / "var").rglob("*") if path.is_file())
    assert not any(password.encode() in stored or password in second for password in passwords)


@contextmanager
def serving(checkout: Path) -> Iterator[tuple[str, str]]:
    """The demo in that checkout on a free port: its address, and what it printed before it served."""
    with socket.socket() as free:
        free.bind((demo.HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "governance.project.demo", "--port", str(port)]
    log = checkout / "demo.log"
    with log.open("w") as output:
        process = subprocess.Popen(
            command, cwd=checkout, env=clean_environment(checkout), stdout=output, stderr=output
        )
    try:
        wait_for(log, "Ctrl-C ends it", process)
        yield f"http://{demo.HOST}:{port}/", log.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=LONGEST_SECONDS) == 0


def wait_for(log: Path, words: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + LONGEST_SECONDS
    while words not in log.read_text():
        assert process.poll() is None and time.monotonic() < end, log.read_text()
        time.sleep(0.1)


def fetch(address: str) -> str:
    with urllib.request.urlopen(address, timeout=LONGEST_SECONDS) as response:
        return response.read().decode()
