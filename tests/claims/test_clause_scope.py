"""Where a clause ends, and with it the reach of a "not" or of a "can"."""

from tests.claims.extraction_support import blocks


def test_a_not_in_a_fronted_clause_does_not_reach_the_main_one() -> None:
    assert blocks("When a migraine will not stop, ketamine relieves the pain.", "migraine")


def test_a_can_in_a_result_does_not_lower_the_cause() -> None:
    assert blocks("Ketamine relieves the pain of CRPS, so the hand can be used again.", "crps")


def test_never_yet_denies() -> None:
    assert not blocks("Ketamine has never yet cured migraine.", "migraine")


def test_two_denials_side_by_side_are_two_denials() -> None:
    assert not blocks("Ketamine is not a cure and does not heal the brain.", "migraine")
    assert blocks("Ketamine never fails to cure migraine.", "migraine")
