"""What stands above and before a sentence, over the borders of blocks."""

from governance.claims.reading import read
from governance.claims.values import Block, Document, Kind, Sentence


def sentences(*blocks: Block) -> tuple[Sentence, ...]:
    return read(Document(blocks, "migraine"))


def test_an_answer_has_its_question_as_previous() -> None:
    found = sentences(
        Block("faq.1.question", "Is ketamine a cure?", kind=Kind.QUESTION),
        Block("faq.1.answer", "It is not."),
    )
    assert found[1].previous == "Is ketamine a cure?"


def test_a_faq_of_its_own_has_its_question_as_previous() -> None:
    found = sentences(Block("question", "Is it a cure?", kind=Kind.QUESTION), Block("answer", "It is not."))
    assert found[1].previous == "Is it a cure?"


def test_the_answer_under_a_title_that_asks_has_it_as_previous() -> None:
    found = sentences(
        Block("title", "Is it a cure?", kind=Kind.QUESTION), Block("answer.0.text", "It is not.")
    )
    assert found[1].previous == "Is it a cure?"


def test_another_row_does_not_go_on_with_the_row_before_it() -> None:
    found = sentences(Block("points.1.text", "It may help."), Block("points.2.text", "It may not."))
    assert found[1].previous == ""


def test_another_section_does_not_go_on_with_the_section_before_it() -> None:
    found = sentences(Block("definition", "It is pain.", "Definition"), Block("care", "It is rest.", "Care"))
    assert (found[1].previous, found[1].headings) == ("", ("Care",))


def test_the_text_of_a_row_has_the_name_of_the_row_above_it() -> None:
    found = sentences(
        Block("treatments.1.name", "Infusions", "Treatments"),
        Block("treatments.1.text", "They may help.", "Treatments"),
    )
    assert found[1].headings == ("Treatments", "Infusions")


def test_the_name_of_a_row_is_gone_in_the_next_row() -> None:
    found = sentences(
        Block("treatments.1.name", "Infusions"),
        Block("treatments.1.text", "One."),
        Block("treatments.2.text", "Two."),
    )
    assert found[2].headings == ()


def test_a_text_has_the_kind_of_its_block() -> None:
    assert sentences(Block("points.1", "It may help.", kind=Kind.BULLET))[0].kind is Kind.BULLET


def test_every_sentence_knows_the_condition_of_its_page() -> None:
    assert {sentence.condition for sentence in sentences(Block("a", "One is. Two is."))} == {"migraine"}


def test_a_document_without_text_has_no_sentences() -> None:
    assert sentences(Block("a", ""), Block("b", " \n\n ")) == ()
