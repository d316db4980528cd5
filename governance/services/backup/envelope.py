"""The outside of a backup: a first line that says what it is, then gzip, in encrypted frames where a key is given.

Frames are ChaCha20-Poly1305 in the STREAM construction (Hoang, Reyhanitabar, Rogaway and Vizár, 2015): the nonce is the
frame's number and whether it is the last, so that no frame can be changed, moved, left out or cut off unseen.
"""

import gzip
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

FORMAT = "imprimatur-backup/1"
FRAME = 64 * 1024
LONGEST_FRAME = FRAME + 16  # with its tag
SALT_BYTES = 16
SHORTEST_KEY = 32


class BackupBroken(Exception):
    """The file is no backup, was changed, or needs another key; the message says which, in one sentence."""


@contextmanager
def writing(path: Path, key: bytes = b"") -> Iterator[IO[bytes]]:
    """What is written inside becomes the file in one step at the end; a kill leaves no half file under its name.

    key: at least 32 bytes, or nothing for a plain file.
    """
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield from _packed(file, key)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def reading(path: Path, key: bytes = b"") -> Iterator[IO[bytes]]:
    """The inside of a backup. Raises BackupBroken, at the latest when the bad part is read."""
    with path.open("rb") as file:
        first = file.readline(200)
        inside: IO[bytes] = file
        if _is_sealed(first, key):
            inside = io.BufferedReader(Frames(file, _cipher(first, key), first), FRAME)
        try:
            with gzip.GzipFile(fileobj=inside, mode="rb") as packed:
                yield packed
        except (OSError, EOFError) as error:
            raise BackupBroken(f"The backup is damaged: {error}.") from error


def _packed(file: IO[bytes], key: bytes) -> Iterator[IO[bytes]]:
    first = f"{FORMAT} sealed {os.urandom(SALT_BYTES).hex()}\n" if key else f"{FORMAT} plain\n"
    file.write(first.encode())
    outside = Framing(file, _cipher(first.encode(), key), first.encode()) if key else None
    with gzip.GzipFile(filename="", fileobj=outside or file, mode="wb", mtime=0) as packed:
        yield packed
    if outside:
        outside.end()


def _is_sealed(first: bytes, key: bytes) -> bool:
    words = first.decode(errors="replace").split()
    if words[:1] != [FORMAT] or words[1:2] not in (["plain"], ["sealed"]):
        raise BackupBroken(f"This is no backup of this program: it does not begin with {FORMAT}.")
    is_sealed = words[1] == "sealed"
    if is_sealed and not key:
        raise BackupBroken("This backup is sealed: give its key with --key-file.")
    if key and not is_sealed:
        raise BackupBroken(
            "This backup is not sealed, so anybody may have changed it. Leave --key-file out to use it all the same."
        )
    return is_sealed


def _cipher(first: bytes, key: bytes) -> ChaCha20Poly1305:
    if len(key) < SHORTEST_KEY:
        raise BackupBroken(f"The key has {len(key)} bytes; it needs {SHORTEST_KEY} random ones at least.")
    try:
        salt = bytes.fromhex(first.decode().split()[2])
    except (IndexError, ValueError) as error:
        raise BackupBroken("The first line of the backup is damaged.") from error
    return ChaCha20Poly1305(HKDF(SHA256(), 32, salt, FORMAT.encode()).derive(key))


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


class Framing(io.RawIOBase):
    """Takes bytes, writes them as encrypted frames."""

    def __init__(self, file: IO[bytes], cipher: ChaCha20Poly1305, first: bytes):
        self.file, self.cipher, self.first = file, cipher, first
        self.waiting, self.number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.waiting += data
        while len(self.waiting) > FRAME:
            self._frame(bytes(self.waiting[:FRAME]), is_last=False)
            del self.waiting[:FRAME]
        return len(data)

    def end(self) -> None:
        """Writes the last frame, which says that it is the last."""
        self._frame(bytes(self.waiting), is_last=True)

    def _frame(self, data: bytes, *, is_last: bool) -> None:
        sealed = self.cipher.encrypt(_nonce(self.number, is_last), data, self.first)
        self.file.write(len(sealed).to_bytes(4, "big") + sealed)
        self.number += 1


class Frames(io.RawIOBase):
    """Reads encrypted frames, gives their bytes. Raises BackupBroken for any frame that does not hold."""

    def __init__(self, file: IO[bytes], cipher: ChaCha20Poly1305, first: bytes):
        self.file, self.cipher, self.first = file, cipher, first
        self.number, self.left, self.following = 0, b"", file.read(4)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        while not self.left and self.following:
            self.left = self._frame()
        part = self.left[: len(buffer)]
        self.left = self.left[len(part) :]
        buffer[: len(part)] = part
        return len(part)

    def _frame(self) -> bytes:
        length = int.from_bytes(self.following, "big")
        sealed = self.file.read(length) if length <= LONGEST_FRAME else b""
        self.following = self.file.read(4)
        try:
            data = self.cipher.decrypt(_nonce(self.number, not self.following), sealed, self.first)
        except InvalidTag as error:
            message = "The backup was changed, is cut off, or was sealed with another key"
            raise BackupBroken(f"{message} (part {self.number + 1}).") from error
        self.number += 1
        return data
