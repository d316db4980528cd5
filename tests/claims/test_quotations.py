"""A quotation makes its claim; one patient's own experience is inside unless it uses a forbidden word."""

from governance.claims.values import Kind
from tests.claims.extraction_support import blocks


def test_a_published_quotation_makes_its_claim() -> None:
    assert blocks("“Ketamine is a miracle,” says one of our patients.", "migraine", kind=Kind.QUOTE)


def test_one_patients_relief_is_inside() -> None:
    assert not blocks("“Ketamine eased my pain for two weeks.”", "chronic_pain", kind=Kind.QUOTE)


def test_one_patients_miracle_is_outside() -> None:
    assert blocks("“Ketamine was a miracle for my pain.”", "chronic_pain", kind=Kind.QUOTE)
    assert blocks("“Ketamine changed my life.”", "depression", kind=Kind.QUOTE)
