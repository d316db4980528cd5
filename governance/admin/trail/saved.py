"""Keeping a search under a name, and letting go of it."""

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from governance.admin.trail.form import TrailForm
from governance.admin.trail.screen import asked
from governance.services.search.keeping import forget_search, keep_search


def keep(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """Keeps the search of the address for the person."""
    query = asked(request)
    try:
        if not TrailForm(request.GET).is_valid():
            raise ValidationError("This search holds a mistake. Mend it, then keep it.")
        kept = keep_search(
            person=request.user, name=request.POST.get("name", ""), query=query, at=timezone.now()
        )
        messages.success(request, f"Kept as “{kept}”. Its address can be sent to others of your role.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(f"{_trail()}?{query}")


def forget(site: AdminSite, request: HttpRequest, *, pk: int) -> HttpResponse:
    """Forgets one of the person's own searches."""
    if not forget_search(person=request.user, pk=pk):
        raise Http404("You keep no such search.")
    messages.success(request, "The search is forgotten. No entry went with it.")
    return HttpResponseRedirect(_trail())


def _trail() -> str:
    return reverse("admin:governance_auditentry_changelist")
