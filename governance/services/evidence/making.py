"""The act: somebody of compliance asks for an evidence pack. That they did is an entry, with the pack's SHA-256."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from governance.policy.verbs import Verb, may
from governance.services.acting import acting
from governance.services.actors import Actor
from governance.services.evidence.packing import PART, write_pack
from governance.services.evidence.scope import Scope


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was made. seal: SHA-256 over all its bytes, which the trail keeps."""

    name: str
    size: int
    seal: str

    @property
    def base64(self) -> str:
        """The seal as a header carries it."""
        return base64.b64encode(bytes.fromhex(self.seal)).decode()


def make_pack(*, actor: Actor, scope: Scope, file: IO[bytes], at: datetime) -> Pack:
    """Writes the pack into the file and records that it was handed out.

    Raises Denied without the role, KeyMissing where the site has no key. It is written before the act begins: the
    trail is locked while an act runs, and a large pack takes minutes.
    """
    pack = _written(scope, file) if may(actor.roles, Verb.MAKE_EVIDENCE) else None
    with acting(actor, Verb.MAKE_EVIDENCE, at=at) as act:
        assert pack is not None  # noqa: S101  acting has raised Denied otherwise
        if scope.document:
            act.about(scope.document, document=scope.document)
        told = f"{scope.name}, up to entry {scope.head.sequence}, {pack.size} bytes"
        act.done(after=pack.seal, detail=told)
        return pack


def _written(scope: Scope, file: IO[bytes]) -> Pack:
    write_pack(scope, file)
    size = file.tell()
    file.seek(0)
    digest = hashlib.sha256()
    while part := file.read(PART):
        digest.update(part)
    file.seek(0)
    return Pack(scope.file_name, size, digest.hexdigest())
