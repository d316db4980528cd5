"""A private PostgreSQL for one test run: in a temporary folder, on its own socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

USER = "imprimatur"
SERVER_ACCOUNT = "postgres"
# Nothing here outlives the run, so nothing is waited for.
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NoPostgreSQL(Exception):
    """There is no PostgreSQL to run; the message says what is missing."""


def binaries() -> Path:
    """The folder of initdb and pg_ctl: on the path, or the newest of Debian's. Raises NoPostgreSQL."""
    found = shutil.which("pg_ctl")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgreSQL("PostgreSQL was not found")


@contextmanager
def cluster() -> Iterator[str]:
    """Starts a server and gives its address for IMPRIMATUR_DATABASE. Raises NoPostgreSQL."""
    programs = binaries()
    as_server = _as_server_account()
    home = Path(tempfile.mkdtemp(prefix="imprimatur-pg-", dir="/tmp"))  # short: a socket's path has 107 bytes
    try:
        _hand_over(home)
        _run([*as_server, str(programs / "initdb"), *_initdb_options(home)], home)
        _run([*as_server, str(programs / "pg_ctl"), *_start_options(home)], home)
        yield f"postgresql://{USER}@/postgres?host={quote(str(home), safe='')}"
    finally:
        stop = [*as_server, str(programs / "pg_ctl"), "stop", "-D", str(home / "data"), "-m", "immediate"]
        subprocess.run(stop, check=False, capture_output=True, stdin=subprocess.DEVNULL)
        shutil.rmtree(home, ignore_errors=True)


def _initdb_options(home: Path) -> list[str]:
    return [
        "-D",
        str(home / "data"),
        "-U",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--no-sync",
    ]


def _start_options(home: Path) -> list[str]:
    values = {"listen_addresses": "''", "unix_socket_directories": str(home), "max_connections": "50", **FAST}
    options = " ".join(f"-c {name}={value}" for name, value in values.items())
    return ["start", "-w", "-D", str(home / "data"), "-l", str(home / "log"), "-o", options]


def _run(command: list[str], home: Path) -> None:
    # To a file and not a pipe: the server inherits it and would hold a pipe open. In its own folder, for it may
    # not enter the checkout's.
    with tempfile.TemporaryFile("w+") as output:
        streams = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output}
        done = subprocess.run(command, check=False, cwd=home, **streams)
        if done.returncode:
            output.seek(0)
            raise NoPostgreSQL(f"PostgreSQL did not start: {output.read().strip()[-500:]}")


def _as_server_account() -> list[str]:
    # PostgreSQL refuses to run as root.
    if os.geteuid() != 0:
        return []
    try:
        pwd.getpwnam(SERVER_ACCOUNT)
    except KeyError:
        raise NoPostgreSQL(f"root cannot run PostgreSQL and there is no account {SERVER_ACCOUNT}") from None
    return ["runuser", "-u", SERVER_ACCOUNT, "--"]


def _hand_over(home: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(home, SERVER_ACCOUNT)


def _version(folder: Path) -> float:
    try:
        return float(folder.parent.name)
    except ValueError:
        return 0.0
