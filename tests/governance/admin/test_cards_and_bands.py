"""Findings as cards and bands as pictures: from claims to what a template draws."""

import itertools

import pytest

from governance.admin.bands import band_of
from governance.admin.cards import Standing, cards_of, field_id, section_name
from governance.claims.judge import judge
from governance.claims.scales import load_scales
from governance.claims.statement import reference_statement
from governance.claims.values import Claim, Finding, Position, Verdict
from governance.models import FoundClaim, Settlement, Settling
from governance.services.findings import StoredFinding

NUMBERS = itertools.count(1)
TOPICS = load_scales().topics


def finding(topic="efficacy", low=5, high=5, band=(0, 2), verdict=Verdict.CONFLICT):
    claim = Claim("body.0.text", 0, 9, "A sentence.", topic, low, high)
    position = Position("a-position", topic, "any", ("any",), *band, "It says so.") if band else None
    return Finding(claim, verdict, position, "may help some patients")


def stored(found, *, number=1, condition="migraine", settled_as=None, is_excepted=False, block="body.0.text"):
    claim = found.claim
    row = FoundClaim(
        pk=next(NUMBERS), number=number, block=block, start=0, end=9, sentence=claim.sentence,
        topic=claim.topic or "", low=claim.low, high=claim.high, agent="ketamine", condition=condition,
    )  # fmt: skip
    settlement = Settlement(pk=next(NUMBERS), settled_as=settled_as, reason="Read.") if settled_as else None
    return StoredFinding(row, found, settlement, is_excepted)


UNCLEAR = finding(topic=None, low=0, high=0, band=None, verdict=Verdict.UNCLEAR)
INSIDE = finding(low=1, high=1, verdict=Verdict.CONSISTENT)


@pytest.mark.parametrize(
    ("found", "values", "expected"),
    [
        (finding(), {}, Standing.CONFLICT),
        (finding(), {"is_excepted": True}, Standing.SETTLED),
        (INSIDE, {}, Standing.INSIDE),
        (UNCLEAR, {}, Standing.UNCLEAR),
        (UNCLEAR, {"settled_as": Settling.INSIDE}, Standing.SETTLED),
        (UNCLEAR, {"settled_as": Settling.NO_CLAIM}, Standing.SETTLED),
        (UNCLEAR, {"settled_as": Settling.CONFLICT}, Standing.CONFLICT),
    ],
)
def test_a_card_stands_as_its_finding_and_the_physicians_word_say(found, values, expected):
    [card] = cards_of([stored(found, **values)], kind="article")
    assert card.standing == expected


def test_a_sentence_has_one_card_that_stands_as_its_worst_finding():
    [card] = cards_of([stored(INSIDE), stored(finding()), stored(UNCLEAR)], kind="article")
    assert card.standing == Standing.CONFLICT
    assert [point.standing for point in card.points] == ["conflict", "unclear", "inside"]
    assert card.topics == "efficacy, not placed"


def test_the_same_claim_about_several_conditions_is_one_point():
    items = [stored(finding(), condition=name) for name in ("chronic_pain", "ptsd")]
    [card] = cards_of(items, kind="article")
    [point] = card.points
    assert point.conditions == "chronic pain, ptsd"
    assert point.claims == tuple(item.row.pk for item in items)


def test_cards_come_worst_first_then_in_the_order_of_the_text():
    items = [
        stored(INSIDE, number=1),
        stored(UNCLEAR, number=2),
        stored(finding(), number=3),
        stored(UNCLEAR, number=4),
    ]
    assert [card.number for card in cards_of(items, kind="article")] == [3, 2, 4, 1]


def test_what_waits_for_a_word_is_told_from_what_has_one():
    items = [stored(UNCLEAR), stored(UNCLEAR, condition="ptsd", settled_as=Settling.INSIDE)]
    [card] = cards_of(items, kind="article")
    assert card.to_settle == (items[0].row.pk,)
    assert set(card.unclear) == {item.row.pk for item in items}
    assert card.last_settlement == items[1].settlement.pk


@pytest.mark.parametrize(
    ("block", "field", "name"),
    [
        ("title", "id_title", "Title"),
        ("where_ketamine_fits.0.text", "id_where_ketamine_fits", "Where ketamine fits"),
        ("points.2.text", "id_points-2-text", "The short version"),
        ("treatments.0.name", "id_treatments-0-name", "First-line treatments"),
    ],
)
def test_a_card_names_the_field_that_holds_the_sentence(block, field, name):
    assert (field_id("condition-page", block), section_name("condition-page", block)) == (field, name)


def test_a_band_says_all_of_itself_in_one_sentence():
    assert band_of(finding()).label == (
        "Scale of efficacy: ineffective, may help, helps some, effective, highly effective, cure. "
        "Allowed: ineffective to helps some. This sentence: cure, outside the band."
    )


def test_an_unclear_claim_has_no_mark_on_its_band():
    band = band_of(finding(verdict=Verdict.UNCLEAR))
    assert (band.low, band.high, band.is_outside) == ("", "", False)
    assert "This sentence: unclear." in band.label


def test_an_interval_has_two_ends_and_a_point_has_one():
    assert band_of(finding(low=3, high=5)).is_interval
    assert not band_of(finding()).is_interval


def test_without_a_scale_or_a_position_there_is_nothing_to_draw():
    assert band_of(UNCLEAR) is None
    assert band_of(finding(band=None)) is None


@pytest.mark.parametrize("topic", list(TOPICS))
def test_every_scale_is_drawn_within_the_picture_and_no_names_run_into_each_other(topic):
    last = len(TOPICS[topic]) - 1
    band = band_of(finding(topic=topic, low=last, high=last, band=(0, last)))
    places = [float(point.x.rstrip("%")) for point in band.points]
    assert places == sorted(places) and places[0] > 0 and places[-1] < 100
    assert float(band.allowed_x.rstrip("%")) > 0
    assert float(band.allowed_x.rstrip("%")) + float(band.allowed_width.rstrip("%")) < 100
    assert band.rows in (1, 2, 3, 4)
    # Names in the same row of the picture, at six pixels a letter, on a card of 300 pixels.
    rows = {}
    for point in band.points:
        for line in point.lines:
            rows.setdefault(line.y, []).append((float(point.x.rstrip("%")) * 3, len(line.text) * 6))
    for placed in rows.values():
        for (left, wide), (right, other) in itertools.pairwise(placed):
            assert right - left > (wide + other) / 2 - 2, topic


def test_every_position_of_the_reference_statement_is_drawn():
    for position in reference_statement().positions:
        for low in range(len(TOPICS[position.topic])):
            agent = "ketamine" if position.agent == "any" else position.agent
            claim = Claim("b", 0, 1, "A.", position.topic, low, low, agent, position.conditions[:1])
            [found] = judge([claim], reference_statement())
            assert band_of(found).is_outside == (found.verdict is Verdict.CONFLICT)
