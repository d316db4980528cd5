"""The act over the counter: everything that is kept of one person, as a file."""

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import URLPattern
from django.utils import timezone

from governance.admin.access import Screen, actor_of
from governance.admin.routes import Route, routes
from governance.models import Person
from governance.services.privacy import export_person


def urls(site: AdminSite) -> list[URLPattern]:
    """The address of the export."""
    return routes(site, Screen.PEOPLE, [Route("people/<int:pk>/export/", export, "person_export")])


def export(site: AdminSite, request: HttpRequest, *, pk: int) -> StreamingHttpResponse:
    """The file, sent row by row."""
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Http404("There is no such person.")
    lines = export_person(actor=actor_of(request), person=person, at=timezone.now())
    headers = {"Content-Disposition": f'attachment; filename="person-{person.pk}.json"'}
    return StreamingHttpResponse(lines, content_type="application/json", headers=headers)
