"""ABUSE B, 34: formulas in exports. Numbers are those of the list of abuses."""

import csv
import io

import pytest

from governance.models import AuditEntry
from governance.policy.verbs import Role
from governance.services.actors import Actor
from governance.services.audit import Act, record
from governance.services.spreadsheets import FORMULA_SIGNS, as_csv
from tests import factories as make

pytestmark = pytest.mark.django_db
EXPORT = "/admin/governance/auditentry/export/"
FORMULAS = (
    "=HYPERLINK(\"https://example.org\")", "+1+1", "-2+3", "@SUM(1)", "|cmd", "%0A=1", "\t=1", "\r=1", "\n=1", "  =1",
    "\u00a0=1", "\uff1d1", "\uff0b1",
)  # fmt: skip


@pytest.fixture
def flags():
    """An account as others are."""
    return {}


def cells_of(response):
    return list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode(), newline="")))


@pytest.mark.parametrize("formula", FORMULAS)
def test_34_no_cell_of_the_trail_is_a_formula(enter, formula):
    compliance = enter(Role.COMPLIANCE)
    act = Act("save", object_label=formula, reason=formula, detail=formula)
    record(actor=Actor.of(make.make_person(name=f"{formula} X")), act=act, at=make.NOW)
    mine = str(AuditEntry.objects.first().sequence)
    _, *rows = cells_of(compliance.post(EXPORT))
    for row in rows:
        assert not any(cell.lstrip()[:1] in FORMULA_SIGNS for cell in row if cell.strip())
    mine = next(row for row in rows if row[0] == mine)
    assert mine[13].startswith("'")
    assert mine[13][1:].strip() == formula.strip()


def test_34_harmless_text_is_exported_as_it_is():
    words = ['Ünï, "quoted"', "a\nb", "2026-01-01", "1 = 1", None, 7]
    _, row = csv.reader(io.StringIO("".join(as_csv(["a"] * 6, [words])), newline=""))
    assert row == ['Ünï, "quoted"', "a\nb", "2026-01-01", "1 = 1", "", "7"]


def test_34_an_export_holds_what_the_list_shows_and_no_more(enter):
    compliance = enter(Role.COMPLIANCE)
    make.make_page(title="Cluster headache 77")
    heads, *rows = cells_of(compliance.post(EXPORT + "?verb=save&q=Cluster+headache+77"))
    assert (heads[0], len(rows), rows[0][5]) == ("sequence", 1, "save")
    assert compliance.post(EXPORT + "?actor__password__startswith=p").status_code == 400


def test_34_an_export_costs_the_same_queries_for_fifty_rows_as_for_one(enter, django_assert_max_num_queries):
    compliance = enter(Role.COMPLIANCE)
    few = len(cells_of(compliance.post(EXPORT)))
    with django_assert_max_num_queries(16) as before:
        assert len(cells_of(compliance.post(EXPORT))) == few + 1
    for _ in range(50):
        record(actor=Actor.of(compliance.person), act=Act("save"), at=make.NOW)
    with django_assert_max_num_queries(16) as after:
        assert len(cells_of(compliance.post(EXPORT))) == few + 52
    assert len(after) == len(before)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.COMPLIANCE])
def test_34_the_trail_is_exported_by_compliance_alone(enter, role):
    assert enter(role).post(EXPORT).status_code == 403
