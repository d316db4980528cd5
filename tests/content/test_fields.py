"""Texts and rows as they are stored."""

import pytest
from django.core.exceptions import ValidationError

from content.fields import MOST_ROWS, RowsField
from content.references import REFERENCE_COLUMNS, validate_references
from content.texts import normalised
from content.validators import validate_icd11

pytestmark = pytest.mark.pure


def test_a_text_is_stored_without_what_differs_by_machine():
    assert normalised("one  \r\ntwo\r\r\n") == "one\ntwo"


@pytest.mark.parametrize("bad", ["\x00", "\x1b", "\ud800", "\uffff"])
def test_a_character_that_cannot_be_shown_is_named_with_its_line(bad):
    with pytest.raises(ValidationError, match=f"Line 2 .*U\\+{ord(bad):04X}"):
        normalised(f"one\ntwo {bad}")


def test_rows_lose_what_is_empty_and_keep_their_order():
    field = RowsField(columns=("name", "text"))
    rows = field.to_python([{"name": " a ", "text": "b"}, {"name": "", "text": ""}, {"name": "c"}])
    assert rows == [{"name": "a", "text": "b"}, {"name": "c", "text": ""}]


@pytest.mark.parametrize("bad", ["no json", '{"a": 1}', [{"other": "x"}], [{"text": "x"}] * (MOST_ROWS + 1)])
def test_rows_of_another_form_are_refused(bad):
    with pytest.raises(ValidationError):
        RowsField(columns=("text",)).to_python(bad)


@pytest.mark.parametrize("code", ["8A80", "6A70.3", "MG30.Z"])
def test_an_icd11_code_has_the_form_of_the_who(code):
    validate_icd11(code)
    assert code.isupper()


@pytest.mark.parametrize("code", ["G43", "8a80", "8A80.", "8A80.123", "OA80", ""])
def test_another_code_is_refused(code):
    with pytest.raises(ValidationError):
        validate_icd11(code)


def test_every_wrong_number_of_every_reference_is_named():
    rows = [dict.fromkeys(REFERENCE_COLUMNS, "") | {"year": "17", "pmid": "0", "doi": "doi:10.1/x"}]
    with pytest.raises(ValidationError) as caught:
        validate_references(rows)
    assert len(caught.value.messages) == 3
    assert all(message.startswith("Reference 1:") for message in caught.value.messages)
