"""How the drug acts on receptors and signals is a mechanism, not relief (guide, rule 14)."""

import pytest

from tests.claims.extraction_support import blocks


@pytest.mark.parametrize(
    "text",
    [
        "Ketamine blocks NMDA receptors and so stops the passage of pain signals.",
        "Ketamine raises other chemicals that lower pain, such as serotonin.",
    ],
)
def test_acting_on_signals_is_no_relief(text: str) -> None:
    assert not blocks(text, "crps")


def test_relief_beside_it_still_is() -> None:
    assert blocks("Ketamine blocks the receptor, and it relieves the pain.", "crps")
