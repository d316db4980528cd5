"""`make load`: requests a second, latencies and memory of gunicorn with two workers on PostgreSQL, in one bounded run.

ARGS="--seconds 10" asks longer; ARGS="--beside" also serves the same words from a stock Wagtail site.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.beside import PEER, peers_python
from tests.bench.measuring import load, say, table
from tests.bench.texts import plain_page
from tests.cluster import cluster
from tests.load.client import Asked, Visitor, visit

ROOT = Path(__file__).resolve().parents[2]
WORKERS, READERS, STAFF = 2, 4, 2
PAGES = 500
LONGEST_START = 60


def main() -> int:
    """Prints the tables; returns 1 where an answer was wrong."""
    parser = argparse.ArgumentParser(prog="make load")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--beside", action="store_true", help="serve the same page from Wagtail too")
    options = parser.parse_args()
    say(f"Load: gunicorn with {WORKERS} sync workers")
    with cluster() as address, tempfile.TemporaryDirectory(prefix="imprimatur-load-") as folder:
        rows = _ours(folder, address, options.seconds)
        if options.beside:
            rows += _theirs(folder, options.seconds)
    head = ("what", "requests/s", "p50 ms", "p95 ms", "p99 ms", "wrong")
    table(head, [_row(what, asked) for what, asked in rows])
    print(f"{load()} after")
    return int(any(asked.wrong for _, asked in rows))


def _ours(folder: str, address: str, seconds: float) -> list[tuple[str, Asked]]:
    environment = _environment() | {
        "IMPRIMATUR_DATABASE": address,
        "IMPRIMATUR_DATA_DIR": folder,
        "IMPRIMATUR_SECRET_KEY": "only-for-the-bench-" * 4,
        "IMPRIMATUR_HTTPS": "0",
        "IMPRIMATUR_LOG_FORMAT": "text",
    }
    prepare = [sys.executable, "-m", "tests.load.site", str(PAGES)]
    made = subprocess.run(prepare, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    site = json.loads(made.stdout.splitlines()[-1])
    with _served(sys.executable, "governance.project.wsgi", ROOT, environment) as (port, process):
        rows = _measured(port, _visitors(site), seconds)
        print(f"memory of all processes: {_megabytes(process):.0f} MB")
    return rows


def _visitors(site: Mapping[str, str]) -> dict[str, tuple[Visitor, ...]]:
    page = Visitor(site["page"], READERS)
    cookie = f"Cookie: {site['cookie']}"
    desk, listed = (
        Visitor(address, STAFF, (cookie,)) for address in ("/admin/", "/admin/content/conditionpage/")
    )
    return {
        "an empty view behind the same middleware": (Visitor("/healthz", READERS),),
        "a page of 1,500 words": (page,),
        "the same, not changed since": (
            Visitor(site["page"], READERS, (f"If-None-Match: {site['etag']}",), status=304),
        ),
        "the writer's desk": (desk,),
        f"a list of {PAGES} pages": (listed,),
        "the page, while staff are at work;the desk, while readers read": (page, desk),
    }


def _theirs(folder: str, seconds: float) -> list[tuple[str, Asked]]:
    words = Path(folder) / "words.md"
    words.write_text(plain_page())
    environment = _environment() | {"PEER_DATABASE": f"{folder}/peer.sqlite3"}
    python = str(peers_python())
    subprocess.run([python, "page.py", str(words)], cwd=PEER, env=environment, check=True, stdout=sys.stderr)
    with _served(python, "site_wsgi", PEER, environment) as (port, _):
        return _measured(port, {"Wagtail: the same words": (Visitor("/migraine/", READERS),)}, seconds)


def _measured(port: int, kinds: Mapping[str, Sequence[Visitor]], seconds: float) -> list[tuple[str, Asked]]:
    rows = []
    for names, visitors in kinds.items():
        visit(port, visitors, min(1.0, seconds))  # until each worker has seen it
        rows += zip(names.split(";"), visit(port, visitors, seconds), strict=True)
    return rows


@contextmanager
def _served(
    python: str, application: str, folder: Path, environment: Mapping[str, str]
) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """gunicorn with an application; its port, once it answers, and its process."""
    port = _free_port()
    command = [
        python,
        "-m",
        "gunicorn",
        application,
        "--workers",
        str(WORKERS),
        "--bind",
        f"127.0.0.1:{port}",
    ]
    command += ["--log-level", "warning", "--no-control-socket"]
    with subprocess.Popen(command, cwd=folder, env=environment) as process:
        try:
            _wait_for(port, process)
            yield port, process
        finally:
            process.terminate()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("gunicorn does not answer")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def _megabytes(process: subprocess.Popen[bytes]) -> float:
    """The proportional set size of a process and its children: shared pages are counted once."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    kilobytes = 0
    for number in (str(process.pid), *children):
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
        kilobytes += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return kilobytes / 1024


def _row(what: str, asked: Asked) -> tuple[str, ...]:
    times = (f"{asked.percentile(part) * 1000:.1f}" for part in (50, 95, 99))
    return (what, f"{asked.rate:,.0f}", *times, str(asked.wrong))


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("IMPRIMATUR_")}


if __name__ == "__main__":
    sys.exit(main())
