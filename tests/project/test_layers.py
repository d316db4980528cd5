"""The drawing of the layers is that of the import rules."""

import pytest

from tests.project.layers import DRAWING, drawing

pytestmark = pytest.mark.pure


def test_the_drawing_is_made_from_the_rules_of_today():
    assert DRAWING.read_text() == drawing(), "run python -m tests.project.layers"
