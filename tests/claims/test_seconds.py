"""A benefit said in a sentence on a spray or lozenge is a claim on the route too."""

import pytest

from tests.claims.extraction_support import topics

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("text", "previous"),
    [
        ("Given as a nasal spray at the first sign, ketamine relieves cluster headache.", ""),
        ("It relieves attacks.", "Ketamine is sold as a nasal spray."),
    ],
)
def test_a_benefit_of_another_form_is_a_claim_on_its_route(text: str, previous: str) -> None:
    assert topics(text, "cluster_headache", previous) >= {"efficacy", "route"}


def test_a_benefit_by_vein_is_none() -> None:
    assert topics("Infusions of ketamine relieve cluster headache.", "cluster_headache") == {"efficacy"}


def test_a_form_without_a_benefit_is_no_second_claim() -> None:
    assert "efficacy" not in topics("A trial of ketamine nasal spray was stopped.", "cluster_headache")


def test_away_from_headache_the_second_claim_is_inside() -> None:
    assert topics("Ketamine nasal spray relieves the pain.", "crps") == {"efficacy"}
