"""Corrections: what differs from the words that were signed in full, and whether it is typography alone.

A correction is compared with the last version that was signed in full, never with another correction.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q

from content.digest import decode
from content.markdown.units import tags_of
from content.models import Version
from content.rendering import render
from content.sections import READ_COLUMNS, Layout, PublicText, Section
from governance.models import RecalledVersion, Retraction, SignOff
from governance.models.recall import Done
from governance.policy.gate import Facts
from governance.policy.typography import Stretch, beyond_typography

NOT_ALLOWED = "This site has every change signed in full."
NOTHING_SIGNED = (
    "No signature in full stands for an earlier version of this page, so there is nothing to correct."
)
NO_CHANGE = "Nothing differs from the words that were signed in full."
FORM = "the form of the page"


@dataclass(frozen=True, slots=True)
class Correction:
    """A version as a correction. why_not: why it can be none; beyond: where more than typography differs."""

    corrects: SignOff | None
    why_not: str
    beyond: tuple[str, ...]

    @property
    def is_one(self) -> bool:
        """Whether nothing but typography differs."""
        return not (self.why_not or self.beyond)


def correction_of(version: Version) -> Correction:
    """The version compared with what was signed in full last."""
    signoff = last_full_signoff(version)
    if not settings.ALLOW_CORRECTIONS:
        return Correction(None, NOT_ALLOWED, ())
    if signoff is None:
        return Correction(None, NOTHING_SIGNED, ())
    return compared_with(signoff, version)


def last_full_signoff(version: Version) -> SignOff | None:
    """The latest full sign-off of the document; None where it is void, or of no earlier version."""
    signed = SignOff.objects.filter(version__document=version.document_id, corrects=None)
    last = signed.select_related("version").order_by("-pk").first()
    if last is None or last.version.number >= version.number:
        return None
    return None if _is_void(last) else last


def _is_void(signoff: SignOff) -> bool:
    """Whether the signature was taken back, or words that it stands for were recalled since."""
    recalled = RecalledVersion.objects.exclude(done=Done.LEFT).filter(
        recall__recalled_at__gte=signoff.signed_at
    )
    rests_on_it = Q(version=signoff.version_id) | Q(version__signoffs__corrects=signoff)
    return Retraction.objects.filter(signoff=signoff).exists() or recalled.filter(rests_on_it).exists()


def compared_with(signoff: SignOff, version: Version) -> Correction:
    """The version compared with the words of a full sign-off."""
    if signoff.version.digest == version.digest:
        return Correction(signoff, NO_CHANGE, ())
    old, new = decode(signoff.version.text), decode(version.text)
    beyond = beyond_typography(list(stretches(old)), list(stretches(new)))
    return Correction(signoff, "", tuple(dict.fromkeys(_heading(new, key) for key in beyond)))


def with_correction(facts: Facts, correction: Correction) -> Facts:
    """The facts of the gate, with what speaks against the correction."""
    return replace(facts, no_correction=correction.why_not, beyond_typography=correction.beyond)


def stretches(text: PublicText) -> Iterator[Stretch]:
    """Every string of a text, those that a reader reads and all others; then the tags of its page.

    The tags: what Markdown makes of a text may differ where its words do not, such as a list or a link.
    """
    for name in ("kind", "slug", "condition"):
        yield Stretch(name, getattr(text, name), is_read=False)
    yield Stretch("title", text.title, is_read=True)
    for section in text.sections:
        yield from _of_section(section)
    yield Stretch(FORM, tags_of(render(text)), is_read=False)


def _of_section(section: Section) -> Iterator[Stretch]:
    yield Stretch(f"{section.key}.heading", f"{section.layout} {section.heading}", is_read=False)
    for number, row in enumerate(section.rows):
        for column, text in row.columns:
            is_read = column in READ_COLUMNS and section.layout != Layout.CODE
            yield Stretch(f"{section.key}.{number}.{column}", text, is_read=is_read)


def _heading(text: PublicText, key: str) -> str:
    """How a reader would name the place."""
    section = text.section(key.partition(".")[0])
    if section is None:
        return key.partition(".")[0].replace("_", " ")
    return section.heading or section.key.replace("_", " ")
