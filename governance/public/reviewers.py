"""The physicians who stand behind what is live, as their own signatures name them: a register may be edited since."""

from dataclasses import dataclass

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.text import slugify

from governance.models import Live, SignOff
from governance.public.reading import ENTRY, PAGES_OF_A_LIST, with_fields

FULL = Coalesce("publication__signoff__corrects", "publication__signoff")
PHYSICIAN = Coalesce("publication__signoff__corrects__physician", "publication__signoff__physician")


@dataclass(frozen=True, slots=True)
class Reviewer:
    """signoff: the newest full signature under a live page; pages: how many live pages rest on theirs."""

    signoff: SignOff
    pages: int

    @property
    def path(self) -> str:
        """Where their page is."""
        return reviewer_path(self.signoff)


def reviewer_path(signoff: SignOff) -> str:
    """The address of the page of who signed, such as `/reviewers/amara-osei-12/`; the number tells people apart."""
    name = slugify(signoff.physician_name) or "physician"
    return f"/reviewers/{name}-{signoff.physician_id}/"


def read_reviewers() -> list[Reviewer]:
    """All whose signature stands under a live page, by name. Two queries."""
    groups = (
        Live.objects.annotate(physician=PHYSICIAN)
        .values("physician")
        .annotate(newest=Max(FULL), pages=Count("pk"))
    )
    pages = {group["newest"]: group["pages"] for group in groups}
    signoffs = SignOff.objects.filter(pk__in=pages).order_by("physician_name", "pk")
    return [Reviewer(signoff, pages[signoff.pk]) for signoff in signoffs]


def read_reviewer(address: str, number: int) -> tuple[Reviewer, Page]:
    """The reviewer at an address, and one page of the list of what they signed, by title. Raises Http404."""
    live = _signed_by(_key(address))
    page = _page(with_fields(ENTRY, live).order_by("publication__title", "pk"), number)
    newest = live.aggregate(newest=Max(FULL))["newest"]
    if newest is None:
        raise Http404("nobody whose signature stands under a live page")
    return Reviewer(SignOff.objects.get(pk=newest), page.paginator.count), page


def _signed_by(physician: int) -> QuerySet[Live]:
    alone = Q(publication__signoff__corrects=None, publication__signoff__physician=physician)
    return Live.objects.filter(alone | Q(publication__signoff__corrects__physician=physician))


def _key(address: str) -> int:
    key = address.rpartition("-")[2]
    if not (key.isascii() and key.isdecimal() and len(key) <= 9):
        raise Http404("no reviewer has such an address")
    return int(key)


def _page(rows: QuerySet[Live], number: int) -> Page:
    try:
        return Paginator(rows, PAGES_OF_A_LIST).page(number)
    except InvalidPage:
        raise Http404("the list has no such page") from None
