"""The addresses of the past, open to those who read the trail."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern

from governance.admin.access import Screen
from governance.admin.life import evidence, past, views, words
from governance.admin.routes import Route, routes

LISTED = (
    Route("life/<int:document_id>/", views.life, "life", is_act=False),
    Route("life/<int:document_id>/sentences/", words.sentences, "life_sentences", is_act=False),
    Route("life/<int:document_id>/compare/", words.compare, "life_compare", is_act=False),
    Route("past/", past.past, "past", is_act=False),
    Route("past/said/", past.carried, "life_carried", is_act=False),
    Route("evidence/", evidence.evidence, "evidence", is_act=False),
    Route("life/<int:document_id>/page/", views.page_of_a_day, "life_page", is_act=False),
)


def urls(site: AdminSite) -> list[URLPattern]:
    """The screens of the past."""
    return routes(site, Screen.AUDIT, LISTED)
