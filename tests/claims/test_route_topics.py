"""A claim of relief for a form other than the vein is a claim on its route too, on a headache page."""

from tests.claims.extraction_support import topics


def test_a_spray_that_relieves_is_put_forward() -> None:
    assert topics("Nasal ketamine relieves an attack.", "cluster_headache") == {"efficacy", "route"}


def test_the_vein_that_relieves_is_not() -> None:
    assert topics("Intravenous ketamine relieves an attack.", "cluster_headache") == {"efficacy"}


def test_some_who_carry_it_are_a_description() -> None:
    assert not topics("Some of them carry a ketamine spray.", "cluster_headache")
