"""What the command is given: files, standard input, a statement, each refused with one clear sentence."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from governance.claims.statement import parse_statement, reference_statement
from governance.claims.values import Statement

LARGEST = 10_000_000


class InputError(Exception):
    """Something that cannot be checked; the message is a sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Input:
    """One text to check and the name under which it is reported."""

    name: str
    text: str


def read_input(name: str) -> Input:
    """Read a file, or standard input for `-`. Raises InputError."""
    if name == "-":
        return Input(
            "<stdin>", decoded("<stdin>", _bytes("<stdin>", lambda: sys.stdin.buffer.read(LARGEST + 1)))
        )
    return Input(name, decoded(name, _bytes(name, lambda: _read_file(Path(name)))))


def read_statement(name: str | None) -> Statement:
    """Read a position statement, the reference statement for None. Raises InputError, StatementError."""
    if name is None:
        return reference_statement()
    return parse_statement(read_input(name).text, name)


def decoded(name: str, data: bytes) -> str:
    """Return the text of `data`. Raises InputError where it is none."""
    if len(data) > LARGEST:
        raise InputError(f"{name} is larger than {LARGEST // 1_000_000} MB; check a part of it at a time.")
    if b"\0" in data[:100_000]:
        raise InputError(f"{name} is not text; it holds binary data.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name} is not UTF-8 on line {line}; save it as UTF-8 and try again.") from None


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _bytes(name: str, read: Callable[[], bytes]) -> bytes:
    try:
        return read()
    except FileNotFoundError:
        raise InputError(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a directory; name the files in it.") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
