"""The zip of a pack: the same bytes for the same files, on every machine, and a signed list of what is in it."""

import hashlib
import json
import zipfile
from collections.abc import Iterable
from typing import IO, Any

from governance.services.keys import sign

# No compression: what a library makes of it changes with its edition, and verify_pack.py makes the zip anew.
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
MODE = 0o644 << 16
FORMAT = "imprimatur/pack/1"


class Archive:
    """A zip under way. Each file is written once, part by part, and its SHA-256 is kept for the list."""

    def __init__(self, file: IO[bytes]):
        self.zip = zipfile.ZipFile(file, "w", zipfile.ZIP_STORED)
        self.digests: dict[str, str] = {}

    def add(self, name: str, parts: Iterable[bytes | str]) -> None:
        """Writes one file of the pack; the same name twice is written once."""
        if name in self.digests:
            return
        digest = hashlib.sha256()
        with self.zip.open(_info(name), "w") as target:
            for part in parts:
                data = part.encode() if isinstance(part, str) else part
                digest.update(data)
                target.write(data)
        self.digests[name] = digest.hexdigest()

    def seal(self, about: dict[str, Any]) -> None:
        """Writes the list of all files and its signature by the site's key, and ends the zip. Raises KeyMissing."""
        manifest = canonical({"format": FORMAT, **about, "files": self.digests})
        key, signature = sign(manifest)
        self.add("manifest.json", [manifest])
        self.add("manifest.sig", [canonical({"key": key, "signature": signature})])
        self.zip.close()


def canonical(value: Any) -> str:
    """JSON with sorted keys and no white space."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.create_system, info.external_attr = UNIX, MODE
    return info
