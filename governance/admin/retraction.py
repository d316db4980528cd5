"""Taking a signature back: only by the physician who gave it, with a reason, at once."""

from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, reverse
from django.utils import timezone

from governance.admin.access import Screen, actor_of, request_may
from governance.admin.account_forms import ReasonForm
from governance.admin.routes import Route, routes
from governance.admin.show import add_errors, moved_on
from governance.models import Live, Person, Retraction, SignOff
from governance.policy.verbs import Verb
from governance.services import publishing
from governance.services.acting import MovedOn


def urls(site: AdminSite) -> list[URLPattern]:
    """The address of the retraction."""
    return routes(site, Screen.REVIEWS, [Route("reviews/<int:pk>/retract/", retract, "review_retract")])


def retraction_context(request: HttpRequest, signoff: SignOff | None) -> dict[str, Any]:
    """For the review screen: who took the signature back, or the form for the one who may."""
    if signoff is None:
        return {}
    retraction = Retraction.objects.filter(signoff=signoff).select_related("retracted_by").first()
    is_mine = signoff.physician_id == request.user.pk and request_may(request, Verb.RETRACT)
    return {
        "retraction": retraction,
        "may_retract": is_mine and retraction is None,
        "live_path": _live_path(signoff),
        "retract_form": ReasonForm(prefix="retract"),
    }


def retract(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Takes the signature of a review back."""
    signoff = SignOff.objects.filter(review=pk).select_related("version__document").first()
    if signoff is None:
        raise Http404("Nobody has signed this.")
    url, live_path = reverse("admin:review", args=[pk]), _live_path(signoff)
    form = ReasonForm(request.POST, prefix="retract")
    try:
        _retract(request, signoff)
    except MovedOn as error:
        context = {**site.each_context(request), "document": signoff.version.document}
        return moved_on(request, context, sentence=f"{error} Nothing was changed.", back=url)
    except ValidationError as error:
        return _asked_again(site, request, signoff, form, error)
    went = f" /{live_path}/ is taken down." if live_path else ""
    messages.success(request, f"Your signature is taken back.{went} The entry in the trail says why.")
    return HttpResponseRedirect(url)


def _retract(request: HttpRequest, signoff: SignOff) -> None:
    reason = request.POST.get("retract-reason", "")
    publishing.retract(actor=actor_of(request), signoff=signoff, reason=reason, at=timezone.now())


def _asked_again(
    site: AdminSite, request: HttpRequest, signoff: SignOff, form: ReasonForm, error: ValidationError
) -> HttpResponse:
    form.full_clean()
    if not form.errors:
        add_errors(form, error)
    context = {
        **site.each_context(request),
        **retraction_context(request, signoff),
        "title": "Take your signature back",
        "review_id": signoff.review_id,
        "signoff": signoff,
        "retract_form": form,
    }
    return render(request, "staff/retract.html", context, status=422)


def _live_path(signoff: SignOff) -> str:
    return Live.objects.filter(publication__signoff=signoff).values_list("path", flat=True).first() or ""


def resting_on(person: Person) -> list[Live]:
    """The live pages that rest on a person's signature, by their titles."""
    live = Live.objects.filter(publication__signoff__physician=person)
    return list(live.select_related("publication").order_by("publication__title"))
