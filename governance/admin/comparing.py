"""What a review is compared with, and the page with the difference marked in it, what was signed before folded."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.html import escape

from content.digest import decode
from content.models import Version
from governance.admin.inked import inked
from governance.admin.marks import Paper, paper_of
from governance.admin.redline import redline
from governance.admin.show import day
from governance.models import Live, Person, Review, SignOff
from governance.services.changes import base_of

MOST_BASES = 100
CLEAN = "clean"
# The sanitiser lets no section through, so each is one of ours, and none stands in another.
SECTION = re.compile(r"<section\b.*?</section>", re.S)
HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.S)
OPEN = re.compile(r'<ins>|<del|<mark class="claim [cuk]"')
TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class Base:
    """A version that one may compare with.

    says: what it is to the reader; signed: who signed it and when, "" where nobody did.
    """

    number: int
    says: str
    signed: str
    is_chosen: bool


def comparing_context(request: HttpRequest, review: Review, paper: Paper) -> dict[str, Any]:
    """The base, the others that may be chosen, the redline of the source, and the page with what changed in it."""
    version = review.version
    base = _base(request, version)
    bases = list(_bases(version, base, request.user))
    signed = next((item.signed for item in bases if item.is_chosen), "")
    is_clean = request.GET.get("view") == CLEAN or base is None
    return {
        "compared_with": base,
        "compared_signed": signed,
        "bases": bases,
        "is_clean": is_clean,
        "changes": redline(decode(base.text), decode(version.text)) if base else None,
        "paper": paper if is_clean or base is None else _with_changes(paper, paper_of(base, ()), signed),
        "screen_query": screen_query(request),
        **_views(request),
    }


def screen_query(request: HttpRequest) -> str:
    """What the address says of the view, so that an act leads back to it; "" for nothing."""
    kept = {name: request.GET[name] for name in ("base", "view") if request.GET.get(name)}
    return f"?{urlencode(kept)}" if kept else ""


def _views(request: HttpRequest) -> dict[str, str]:
    base = {"base": request.GET["base"]} if request.GET.get("base") else {}
    return {
        "changes_view": f"?{urlencode(base)}#page",
        "clean_view": f"?{urlencode({**base, 'view': CLEAN})}#page",
    }


def _base(request: HttpRequest, version: Version) -> Version | None:
    """The one that was asked for, else the last that this physician signed, else the live or last signed one."""
    asked = request.GET.get("base", "")
    if re.fullmatch(r"[0-9]{1,9}", asked):
        found = Version.objects.filter(
            document=version.document_id, number=int(asked), number__lt=version.number
        )
        if chosen := found.first():
            return chosen
    mine = SignOff.objects.filter(
        physician=request.user, version__document=version.document_id, version__number__lt=version.number
    )
    last = mine.select_related("version").order_by("-version__number").first()
    return last.version if last else base_of(version)


def _bases(version: Version, base: Version | None, person: Person) -> Iterator[Base]:
    earlier = Version.objects.filter(document=version.document_id, number__lt=version.number)
    signed = _signatures(version)
    live = Live.objects.filter(document=version.document_id).values_list("publication__version", flat=True)
    live_now = set(live)
    for item in earlier.only("number", "saved_at").order_by("-number")[:MOST_BASES]:
        signoff = signed.get(item.pk)
        yield Base(
            number=item.number,
            says=", ".join(_told(item, signoff, person, is_live=item.pk in live_now)),
            signed=_signed(signoff, person),
            is_chosen=base is not None and item.pk == base.pk,
        )


def _signatures(version: Version) -> dict[int, SignOff]:
    """The latest signature on each version of the page."""
    found = SignOff.objects.filter(version__document=version.document_id).order_by("pk")
    return {signoff.version_id: signoff for signoff in found}


def _told(item: Version, signoff: SignOff | None, person: Person, *, is_live: bool) -> Iterator[str]:
    yield f"Version {item.number}"
    if is_live:
        yield "live"
    yield _signed(signoff, person) or f"saved on {day(item.saved_at.date())}"


def _signed(signoff: SignOff | None, person: Person) -> str:
    if signoff is None:
        return ""
    who = "you" if signoff.physician_id == person.pk else signoff.physician_name
    return f"signed by {who} on {day(signoff.signed_on)}"


def _with_changes(paper: Paper, before: Paper, signed: str) -> Paper:
    body = inked(before.body, paper.body)
    return Paper(
        title=inked(before.title, paper.title),
        lead=inked(before.lead, paper.lead),
        body=SECTION.sub(lambda found: _folded(found[0], signed), body) if signed else body,
    )


def _folded(section: str, signed: str) -> str:
    """A section that is as it was signed, folded; one with anything to read or to settle stays open."""
    heading = HEADING.search(section)
    if heading is None or OPEN.search(section):
        return section
    # The heading is the page's own HTML, cleaned of its tags; who signed is not.
    name, who = TAG.sub("", heading[1]), escape(signed)
    summary = f'<summary><b>{name}</b> unchanged <span class="end">{who}</span></summary>'
    return f'<details class="fold">{summary}<div>{section}</div></details>'
