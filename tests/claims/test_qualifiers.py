"""Supervision in the same sentence brings "safe" and home use inside; "used correctly" does not."""

from tests.claims.extraction_support import blocks


def test_supervision_qualifies_safety() -> None:
    assert not blocks("Ketamine is safe under medical supervision.")
    assert blocks("Ketamine is safe.")
    assert blocks("Ketamine is safe when used correctly.")


def test_supervision_does_not_qualify_harmlessness() -> None:
    assert blocks("Under supervision ketamine is completely safe.")


def test_home_use_needs_someone_who_watches() -> None:
    assert blocks("You can take ketamine lozenges at home.")
    assert not blocks("You can take ketamine lozenges at home while a clinician watches by video.")
    assert not blocks("Some companies mail ketamine lozenges to patients at home.")


def test_refractory_cases_qualify_an_option() -> None:
    assert blocks("We offer ketamine infusions for OCD.")
    assert not blocks("We offer ketamine infusions for OCD that has not responded to other treatment.")
