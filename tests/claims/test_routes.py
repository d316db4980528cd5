"""Routes described, ranked, and put forward on headache pages."""

from tests.claims.extraction_support import blocks, topics


def test_describing_routes_is_inside() -> None:
    assert not blocks("Ketamine can be given as an infusion, an injection or a lozenge.", "depression")


def test_ranking_a_route_is_outside() -> None:
    assert "route" in topics("An infusion is the best way to give ketamine.", "depression")
    assert "route" in topics("Lozenges are more convenient than ketamine infusions.", "depression")


def test_other_routes_are_not_put_forward_for_headache() -> None:
    assert "route" in topics("Ketamine is available as a nasal spray.", "migraine")
    assert not blocks("In the study ketamine was given as a nasal spray.", "migraine")
