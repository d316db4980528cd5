"""The queue: what waits for a physician."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from governance.models import ApprovedStatement, Review
from governance.querysets import waiting_with_findings


def queue(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """What waits for a physician, the soonest due first."""
    statement = ApprovedStatement.objects.binding(at=timezone.now())
    waiting = waiting_with_findings(Review.objects.waiting(), statement, on=timezone.localdate())
    context = {
        **site.each_context(request),
        "title": "Reviews",
        "reviews": waiting.select_related("version__document", "submitted_by")[:200],
        "today": timezone.localdate(),
    }
    return render(request, "staff/reviews.html", context)
