"""Who signed how much, and what was tried in vain."""

from datetime import timedelta

import pytest

from governance.services import publishing
from governance.services.acting import Denied, MovedOn
from governance.services.actors import Actor
from governance.services.reports.people import not_done, signatures
from governance.services.reports.values import Period
from tests import factories as make

pytestmark = pytest.mark.django_db
TODAY = make.NOW.date()
PERIOD = Period(TODAY, TODAY)


def test_signatures_are_counted_by_physician():
    make.make_statement()
    osei, hart = make.make_physician(name="Amara Osei"), make.make_physician(name="Lewis Hart")
    for _ in range(2):
        make.publish(make.make_page(), by=osei)
    make.sign(make.submit(make.make_page()), by=hart)
    report = signatures(PERIOD, TODAY)
    assert [row.cells for row in report.rows] == [("Amara Osei", 2, 0, 0, 2), ("Lewis Hart", 1, 0, 0, 0)]
    day = TODAY.isoformat()
    assert dict(report.rows[0].trail) == {
        "who": "Amara Osei", "verb": "sign off", "since": day, "until": day,
    }  # fmt: skip
    assert signatures(Period(TODAY + timedelta(days=1), TODAY + timedelta(days=9)), TODAY).rows == ()


def test_acts_that_were_not_done_are_counted_by_verb():
    page, physician = make.make_page(), make.make_physician()
    for _ in range(2):
        with pytest.raises(Denied):
            make.save(page, by=physician)
    with pytest.raises(MovedOn):
        publishing.withdraw(actor=Actor.of(physician), document=page.document_ptr, reason="Why", at=make.NOW)
    report = not_done(PERIOD, TODAY)
    assert [row.cells for row in report.rows] == [("save", 0, 2, 0, 2), ("withdraw", 1, 0, 0, 1)]
    assert report.rows[0].trail["outcome"] == "not-done"
