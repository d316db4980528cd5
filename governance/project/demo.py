"""`make demo`: the sample site on this machine alone, in SQLite under `var/`, served by gunicorn.

Takes no setting from the environment, so that nothing of a real site is ever touched.
"""

import argparse
import os
import re
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.core.management import CommandError, call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections
from gunicorn.app.base import BaseApplication

from governance.project.environment import PREFIX

HOST = "127.0.0.1"
VAR = Path(__file__).resolve().parents[2] / "var"
WORKERS = 2


def main() -> None:
    """Holds the port, prepares `var/`, loads the sample site at the first run, and becomes the server."""
    port = _port()
    listener = _listen(port)  # first, so that a taken port leaves nothing behind
    os.environ.update(_environment())
    _load()
    print(
        f"\nThe public site   http://{HOST}:{port}/\nThe staff's side  http://{HOST}:{port}/admin/\n\nCtrl-C ends it.",
        flush=True,
    )
    connections.close_all()  # the workers open their own
    with _schedule():
        Server(listener).run()


def _port() -> int:
    parser = argparse.ArgumentParser(prog="make demo")
    parser.add_argument("--port", default="8000")
    text = parser.parse_args().port
    if re.fullmatch("[0-9]{1,5}", text) and 0 < int(text) < 65536:
        return int(text)
    sys.exit(f"make demo: PORT={text} is no port. One is a number from 1 to 65535, such as PORT=8001.")


def _listen(port: int) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(64)
    except OSError as error:
        other = port + 1 if 1024 <= port < 65535 else 8001
        sys.exit(f"make demo: port {port} cannot be used ({error.strerror}). Another: make demo PORT={other}")
    return listener


def _environment() -> dict[str, str]:
    for name in [name for name in os.environ if name.startswith(PREFIX)]:
        del os.environ[name]
    (VAR / "static").mkdir(parents=True, exist_ok=True)
    values = {
        "SECRET_KEY": _secret_key(VAR / "secret-key"),
        "HTTPS": "0",
        "LOG_FORMAT": "text",
        "DATA_DIR": str(VAR),
    }
    return {PREFIX + name: value for name, value in values.items()} | {
        "DJANGO_SETTINGS_MODULE": "governance.project.settings"
    }


def _secret_key(path: Path) -> str:
    if not path.exists():
        new = path.with_suffix(".new")
        with open(new, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_urlsafe(60))
        new.replace(path)  # whole, or not there
    return path.read_text()


def _load() -> None:
    try:
        django.setup()  # only now is the environment as the settings need it
        call_command("demo")
    except CommandError as error:
        sys.exit(f"make demo: {error}")
    except KeyboardInterrupt:
        sys.exit("\nStopped before the site was ready. Nothing is half done: make demo begins again.")


@contextmanager
def _schedule() -> Iterator[None]:
    """What the clock asks for, every minute beside the server, as a real site has it from its own clock."""
    command = [sys.executable, str(VAR.parent / "manage.py"), "run_schedule", "--every", "60"]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603  our own command
    try:
        yield
    finally:
        process.terminate()
        process.wait()


class Server(BaseApplication):
    """gunicorn on a socket that is ours already, in this process: all is loaded, so it starts at once."""

    def __init__(self, listener: socket.socket):
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"fd://{self.listener.fileno()}")
        self.cfg.set("workers", WORKERS)
        self.cfg.set("loglevel", "warning")

    def load(self) -> Any:
        return get_wsgi_application()


if __name__ == "__main__":
    main()
