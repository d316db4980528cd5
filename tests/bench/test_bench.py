"""The bench measures what it says: thresholds really move and come back, no sentence is read twice."""

import pytest

from governance.claims import extract
from tests.bench.__main__ import main
from tests.bench.curve import LOWERING, RAISING, scaled, thresholds
from tests.bench.keywords import hits
from tests.bench.texts import page, plain_page

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("prefix", [RAISING, LOWERING])
def test_thresholds_move_where_the_engine_looks_and_come_back(prefix: str) -> None:
    before = thresholds(prefix)
    assert before
    with scaled(prefix, 2.0):
        assert {name: getattr(extract, name) for name in before} == {
            name: 2 * value for name, value in before.items()
        }
    assert thresholds(prefix) == before


def test_keywords_are_found_unless_denied_shortly_before() -> None:
    assert hits("Ketamine is a miracle.") == ["miracle"]
    assert hits("Ketamine is not a miracle.") == []


def test_a_page_is_of_the_promised_length_and_shares_no_sentence_with_the_next() -> None:
    first, second = page(), page(first=100)
    assert 1_400 < len(first.split()) < 1_600
    assert 1_400 < len(plain_page().split()) < 1_700
    texts = [
        {line for line in text.splitlines() if "1" in line and len(line) > 60} for text in (first, second)
    ]
    assert texts[0].isdisjoint(texts[1])


def test_an_unknown_part_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sped"])
    assert "there is no sped" in capsys.readouterr().err
