"""Pages kept in this process's memory, the least asked for leaving first when it is full."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One page as it was made. state: what has to be the same for it to hold; seconds: of its last change."""

    state: object
    etag: str
    seconds: int
    body: bytes


class Shelf:
    """Pages by their key, together no larger than so many bytes."""

    def __init__(self, most_bytes: int = MOST_BYTES):
        self.most_bytes = most_bytes
        self._lock = Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._bytes = 0

    def get(self, key: str) -> Kept | None:
        """The page of that key, whether it still holds or not."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: str, kept: Kept) -> None:
        """Keeps a page in the place of the one before."""
        with self._lock:
            self._drop(key)
            self._kept[key] = kept
            self._bytes += len(kept.body)
            while self._bytes > self.most_bytes:
                self._drop(next(iter(self._kept)))

    def drop(self, key: str) -> None:
        """Forgets a page."""
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        """Forgets all."""
        with self._lock:
            self._kept.clear()
            self._bytes = 0

    def _drop(self, key: str) -> None:
        if kept := self._kept.pop(key, None):
            self._bytes -= len(kept.body)


SHELF = Shelf()
