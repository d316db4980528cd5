"""The addresses of the statement's desk."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern

from governance.admin.access import Screen
from governance.admin.routes import Route, routes
from governance.admin.statement import approving, comparing, desk, effect, positions, requirements, text

LISTED = [
    Route("statement/draft/", desk.show, "statement_draft", is_act=False),
    Route("statement/draft/begin/", desk.begin, "statement_begin"),
    Route("statement/draft/discard/", desk.discard, "statement_discard"),
    Route("statement/draft/move/<slug:name>/", positions.move, "statement_move"),
    Route("statement/draft/head/", requirements.head, "statement_head", is_act=False),
    Route("statement/draft/text/", text.text, "statement_text", is_act=False),
    Route("statement/draft/file/", text.file, "statement_file", is_act=False),
    Route("statement/draft/new/<slug:topic>/", positions.new_position, "statement_new", is_act=False),
    Route("statement/draft/position/<slug:name>/", positions.position, "statement_position", is_act=False),
    Route(
        "statement/draft/position/<slug:name>/remove/",
        positions.remove_position,
        "statement_position_remove",
    ),
    Route("statement/draft/required/", requirements.required, "statement_require", is_act=False),
    Route("statement/draft/required/<slug:name>/", requirements.required, "statement_required", is_act=False),
    Route(
        "statement/draft/required/<slug:name>/remove/",
        requirements.remove_required,
        "statement_required_remove",
    ),
    Route("statement/draft/effect/", effect.spreadsheet, "statement_effect", is_act=False),
    Route("statement/draft/tell/", effect.tell, "statement_tell"),
    Route("statement/draft/sign/", approving.sign, "statement_sign"),
    Route("statement/draft/approve/", approving.approve, "statement_approve"),
    Route("statement/compare/", comparing.compare, "statement_compare", is_act=False),
]


def urls(site: AdminSite) -> list[URLPattern]:
    """The screens, open to who reads statements; the services say who may change."""
    return routes(site, Screen.STATEMENTS, LISTED)
