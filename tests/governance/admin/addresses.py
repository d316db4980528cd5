"""The addresses of the staff's screens, for tests that visit all of them."""

from content.models import Document, kinds
from governance.models import (
    ApprovedStatement,
    AuditEntry,
    Person,
    Physician,
    Review,
    SampleDraw,
    SampledSignature,
    StatementDraft,
)
from governance.services.reports.questions import QUESTIONS

TRAIL = "/admin/governance/auditentry/"
OF_A_DRAFT = (
    *("head", "text", "file", "effect", "required", "required/say-off-label"),
    *("new/role", "position/role-any"),
)


def of(document, name="change", **values):
    """One of a document's screens."""
    base = f"/admin/content/{type(document.concrete)._meta.model_name}/{document.pk}"
    routes = {
        "change": "change",
        "history": "history",
        "compare": "history/compare",
        "submit": "submit",
        "withdraw": "withdraw",
        "check": "check",
        "version": f"versions/{values.get('number')}",
        "restore": f"versions/{values.get('number')}/restore",
    }
    return f"{base}/{routes[name]}/"


def review(item, act=""):
    """A review's screen, or the address of an act on it."""
    return f"/admin/reviews/{item.pk}/{act + '/' if act else ''}"


def every():
    """Every screen that answers a GET, for what the database holds."""
    found = ["/admin/", "/admin/import/", "/admin/reviews/", "/admin/notices/"]
    found += [
        "/admin/account/",
        "/admin/account/password/",
        "/admin/second-factor/",
        "/admin/second-factor/word/",
    ]
    found += ["/admin/checklist/"]
    found += ["/admin/calendar/", "/admin/calendar/load/", "/admin/calendar/rules/", "/admin/jobs/"]
    found += ["/admin/recall/", "/admin/recall/?words=ketamine"]
    found += ["/admin/reports/", *(f"/admin/reports/{item.key}/" for item in QUESTIONS)]
    found += ["/admin/reports/waiting/?since=2026-06-01&until=never"]
    found += [f"{TRAIL}?q=migraine&verb=save", f"{TRAIL}?below=3", f"{TRAIL}?since=never"]
    found += ["/admin/statement/draft/", "/admin/statement/compare/"]
    if StatementDraft.objects.filter(is_open=True).exists():
        found += [f"/admin/statement/draft/{name}/" for name in OF_A_DRAFT]
    found += ["/admin/oversight/", *(f"/admin/oversight/{draw.pk}/" for draw in SampleDraw.objects.all())]
    found += [f"/admin/oversight/look/{item.pk}/" for item in SampledSignature.objects.all()]
    found += ["/admin/evidence/", "/admin/past/?path=x", "/admin/past/said/?words=ketamine"]
    for kind in kinds().values():
        found += [f"/admin/content/{kind._meta.model_name}/", f"/admin/content/{kind._meta.model_name}/add/"]
    for document in Document.objects.all():
        found += [of(document), of(document, "history"), of(document, "version", number=1)]
        found += [of(document, "compare") + "?old=1&new=1", of(document, "withdraw")]
        life = f"/admin/life/{document.pk}/"
        found += [life, f"{life}page/", f"{life}sentences/", f"{life}compare/?old=1&new=1&view=page"]
    found += [review(item) for item in Review.objects.all()]
    for model in (ApprovedStatement, AuditEntry, Person, Physician):
        base = f"/admin/governance/{model._meta.model_name}/"
        found += [base, base + "add/", f"{base}{model.objects.order_by('pk')[0].pk}/change/"]
    return found
