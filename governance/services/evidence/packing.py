"""Makes an evidence pack, file by file, in bounded memory. The same scope makes the same bytes."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.template.loader import render_to_string

from governance.models import SignOff
from governance.services.evidence import gathering as rows
from governance.services.evidence.archive import Archive, canonical
from governance.services.evidence.contents import as_json, records, shown, signed, written
from governance.services.evidence.pdf import write_pdf
from governance.services.evidence.scope import Scope
from governance.services.evidence.trailpart import TrailPart
from governance.services.evidence.values import moment
from governance.services.seals import signed_payload

VERIFIER = Path(__file__).resolve().parents[2] / "verifier"
PART = 1 << 16


def write_pack(scope: Scope, file: IO[bytes]) -> None:
    """Writes the pack of a scope. Raises KeyMissing where the site has no key to seal it with."""
    archive = Archive(file)
    archive.add("README.txt", [(VERIFIER / "PACK.txt").read_bytes()])
    archive.add("verify_pack.py", [(VERIFIER / "verify_pack.py").read_bytes()])
    archive.add("evidence.pdf", _pdf(scope))
    archive.add("evidence.json", as_json(_about(scope), records(scope)))
    _add_words(archive, scope)
    _add_signatures(archive, scope)
    part = TrailPart(rows.entries(scope).iterator(rows.AT_ONCE), scope)
    archive.add("trail.jsonl", part.lines())
    archive.add("anchors.jsonl", part.anchors())
    _add_keys(archive)
    archive.seal(_about(scope))


def _about(scope: Scope) -> dict[str, Any]:
    head = {"sequence": scope.head.sequence, "hash": scope.head.hash, "at": moment(scope.head.at)}
    return {"scope": scope.name, "organisation": settings.ORGANISATION_NAME, "head": head}


def _pdf(scope: Scope) -> Iterator[bytes]:
    facts = {
        "Organisation": settings.ORGANISATION_NAME,
        "The trail's head": f"entry {scope.head.sequence}, {scope.head.hash}",
        "As it stood": moment(scope.head.at),
    }
    with tempfile.TemporaryFile() as made:
        entries = rows.entries(scope).iterator(rows.AT_ONCE)
        write_pdf(made, scope.name, facts, records(scope), entries)
        made.seek(0)
        yield from iter(lambda: made.read(PART), b"")


def _add_words(archive: Archive, scope: Scope) -> None:
    for version in written(scope):
        archive.add(f"texts/{version.digest}.json", [version.text])
    for publication in shown(scope):
        page = render_to_string("evidence/page.html", {"publication": publication})
        archive.add(f"pages/{publication.pk}-{publication.path.replace('/', '-')}.html", [page])
    for statement in rows.statements(scope):
        archive.add(f"statements/{statement.digest}.yaml", [statement.source])


def _add_signatures(archive: Archive, scope: Scope) -> None:
    for signoff in signed(scope):
        archive.add(f"signatures/{signoff.pk}.json", [_signature(signoff)])


def _signature(signoff: SignOff) -> str:
    value = {
        "id": signoff.pk,
        "payload": signed_payload(signoff),
        "key": signoff.key_id,
        "signature": signoff.signature,
    }
    return canonical(value)


def _add_keys(archive: Archive) -> None:
    """Every public key that the site ever used: they are few, and secret to nobody."""
    for path in sorted(Path(settings.KEY_DIR).glob("*.pub")):
        archive.add(f"keys/{path.name}", [path.read_bytes()])


def copy_pack(source: IO[bytes], target: Path) -> None:
    """Puts a finished pack into a file, which must not be there yet. Raises FileExistsError."""
    source.seek(0)
    with target.open("xb") as file:
        shutil.copyfileobj(source, file)
