"""JSON lines in, JSON lines out."""

import json

import pytest

from governance.claims.batch import answer, answers, sentences_of
from governance.claims.engine import reading
from governance.claims.inputs import InputError
from governance.claims.judge import judge
from governance.claims.statement import reference_statement
from governance.claims.values import Claim, Sentence, Verdict
from tests.claims.claim_support import claim

ITEM = {"id": "a1", "text": "Rest is advised.", "condition": None, "previous": None, "kind": "paragraph"}


def answered(*lines: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in answers(lines, reference_statement(), "<stdin>")]


def judged(*claims: Claim) -> dict[str, object]:
    return answer([reading(Sentence("A sentence."), judge(claims, reference_statement()))])


def test_each_line_is_answered_by_its_id() -> None:
    found = answered(json.dumps(ITEM), "", json.dumps({**ITEM, "id": "a2"}))
    assert [one["id"] for one in found] == ["a1", "a2"]
    assert found[0] == {"id": "a1", "verdict": "no_claim", "topics": []}


def test_a_conflict_names_the_topics_of_the_conflicts_alone() -> None:
    assert judged(
        claim("efficacy", "cure"), claim("safety", "serious_risks"), claim("route", "preferred")
    ) == {
        "verdict": Verdict.CONFLICT,
        "topics": ["efficacy", "route"],
    }


def test_without_a_conflict_all_topics_are_named() -> None:
    assert judged(claim("efficacy", "may_help"), claim("safety", "serious_risks")) == {
        "verdict": Verdict.CONSISTENT,
        "topics": ["efficacy", "safety"],
    }


def test_an_item_is_read_like_a_page() -> None:
    item = {
        **ITEM,
        "text": "- **Ketamine** may help.",
        "kind": "bullet",
        "previous": "Uses:",
        "condition": "migraine",
    }
    (found,) = sentences_of(item)
    assert (found.text, found.kind, found.previous, found.condition) == (
        "Ketamine may help.",
        "bullet",
        "Uses:",
        "migraine",
    )


def test_an_item_of_two_sentences_is_read_as_two() -> None:
    first, second = sentences_of({**ITEM, "text": "One is. Two is.", "previous": "Zero is."})
    assert (first.previous, second.previous) == ("Zero is.", "One is.")


def test_fields_that_may_be_left_out_have_defaults() -> None:
    assert answered('{"id": "a1", "text": "Rest."}')[0]["verdict"] == "no_claim"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "<stdin>, line 2: this is not JSON."),
        ("[" * 100_000, "<stdin>, line 2: this is not JSON."),
        ("[]", "<stdin>, line 2: expected an object with id and text."),
        ('{"id": "a"}', "<stdin>, line 2: 'text' is missing or of the wrong type."),
        ('{"id": "a", "text": 1}', "<stdin>, line 2: 'text' is missing or of the wrong type."),
        ('{"text": "a"}', "<stdin>, line 2: 'id' is missing or of the wrong type."),
        (json.dumps({**ITEM, "kind": "poem"}), "<stdin>, line 2: unknown kind 'poem'"),
        (json.dumps({**ITEM, "kind": ["quote"]}), "<stdin>, line 2: unknown kind ['quote']"),
        (json.dumps({**ITEM, "condition": "gout"}), "<stdin>, line 2: unknown condition 'gout'."),
    ],
)
def test_a_bad_line_is_named(line: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        answered(json.dumps(ITEM), line)
    assert str(caught.value).startswith(message)
