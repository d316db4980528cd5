"""Claims that are remembered are those of a fresh reading, at the place where the sentence stands now."""

from dataclasses import replace

import pytest

from governance.claims.extract import extract_sentence
from governance.claims.reading import read
from governance.claims.recalling import REMEMBERED, _without_place, forget, recalled
from governance.claims.values import Block, Document, Kind, Sentence
from tests.bench.texts import page

CURE = "Ketamine cures migraine."

pytestmark = pytest.mark.pure


def sentences(source: str, key: str = "text") -> tuple[Sentence, ...]:
    return read(Document((Block(key, source),), "migraine"))


def test_recalled_claims_are_those_of_a_fresh_reading() -> None:
    source = page() + f"\n\n**{CURE}** It is k\u200betamine that &#99;ures migraine."
    forget()
    for shift in ("", "Another paragraph before it.\n\n"):
        found = sentences(shift + source)
        assert [recalled(sentence) for sentence in found] == [
            extract_sentence(sentence) for sentence in found
        ]


def test_a_sentence_in_another_block_has_its_place_there() -> None:
    for key, before in (("one", ""), ("two", "> **Note** ")):
        source = before + CURE
        (claim,) = (claim for sentence in sentences(source, key) for claim in recalled(sentence))
        assert claim.block == key
        assert source[claim.cues[0][0] : claim.cues[-1][1]] == "cures"


@pytest.mark.parametrize(
    "change",
    [
        {"previous": "Esketamine is a nasal spray."},
        {"kind": Kind.QUESTION},
        {"condition": "depression"},
        {"headings": ("Lidocaine",)},
        {"disguised": True},
    ],
)
def test_what_stands_around_a_sentence_is_never_mistaken(change: dict[str, object]) -> None:
    plain = Sentence("It cures pain.", previous="Ketamine is a drug.", condition="migraine")
    other = replace(plain, **change)  # type: ignore[arg-type]
    forget()
    assert [recalled(plain), recalled(other)] == [extract_sentence(plain), extract_sentence(other)]


def test_no_more_is_remembered_than_a_few_pages() -> None:
    for number in range(2 * REMEMBERED):
        recalled(Sentence(f"Ketamine cures migraine in case {number}."))
    assert _without_place.cache_info().currsize == REMEMBERED
