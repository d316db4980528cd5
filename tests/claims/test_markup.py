"""Inline Markdown and HTML undone, spans exact."""

import pytest

from tests.claims.reading_support import in_source, sentences, text


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("Ketamine **may** help *some*.", "Ketamine may help some."),
        ("ket**amine** may help.", "ketamine may help."),
        ("Ketamine __may__ help _some_ patients.", "Ketamine may help some patients."),
        ("The snake_case_name stays.", "The snake_case_name stays."),
        ("Five * three and 5*3 stay.", "Five * three and 5*3 stay."),
        ("It is ~~not~~ said.", "It is not said."),
        ("Read [our page](https://example.org/cures-migraine) first.", "Read our page first."),
        ('Read [our page](/a "The title") first.', "Read our page first."),
        ("Read [our [inner] page](/a_(b)) first.", "Read our [inner] page first."),
        ("See ![an infusion pump](pump.png) here.", "See an infusion pump here."),
        ("[![alt words](a.png)](/b) follow.", "alt words follow."),
        ("It is shown [5] and said.", "It is shown [5] and said."),
        ("It is shown[^1] and said.", "It is shown and said."),
        ("Ketamine `may` help.", "Ketamine may help."),
        ("Ketamine ``may ` still`` help.", "Ketamine may ` still help."),
        ("Code `<!-- shown -->` is read.", "Code <!-- shown --> is read."),
        ("A comment <!-- is shown --> here.", "A comment is shown here."),
        ('A <b title="what is said">word</b> stands.', "A what is said word stands."),
        ("A <b what is said>word</b> stands.", "A what is said word stands."),
        ("Not a tag <ketamine cures> at all.", "Not a tag <ketamine cures> at all."),
        ('A <span class="x">word</span> stands.', "A word stands."),
        ("Read [our page](words) first.", "Read [our page](words) first."),
        ("Read [our page](page.md) and [this](#part).", "Read our page and this."),
        ("Ketamine <b>may</b> help.", "Ketamine may help."),
        ("ket<wbr>amine may help.", "ketamine may help."),
        ('Here <img src="a.png" alt="a pump"> stands.', "Here a pump stands."),
        ("Ketamine<br>may help.", "Ketamine may help."),
        ("Ketamine  \nmay help.", "Ketamine may help."),
        ("Ketamine\\\nmay help.", "Ketamine\\ may help."),
        ("Pain &amp; sleep &lt;both&gt;.", "Pain & sleep <both>."),
        ("A 5 &percnt; share &nbsp; remains.", "A 5 % share remains."),
        (r"Five \* three \[four\].", "Five * three [four]."),
        ("Mail <https://example.org/a> now.", "Mail https://example.org/a now."),
        ("A < b and c > d.", "A < b and c > d."),
    ],
)
def test_inline_markup_is_undone(source: str, read: str) -> None:
    assert text(source) == read


def test_a_numbered_reference_is_read_by_its_text() -> None:
    assert text("Read [our page][1] first.\n\n[1]: https://example.org") == "Read our page first."


def test_a_reference_of_words_is_shown_and_therefore_read() -> None:
    assert "cures migraine" in text("Ketamine [surely][cures migraine] today.")


def test_a_broken_link_is_shown_and_therefore_read() -> None:
    assert "cures migraine" in text("Ketamine [surely](cures migraine today.")


@pytest.mark.parametrize(
    ("source", "words", "found"),
    [
        ("## **Ketamine** may help", "Ketamine", "Ketamine"),
        ("Pain &amp; *sleep* improve.", "sleep", "sleep"),
        ("Read [our page](/x) on sleep.", "our page", "our page"),
        ("- one\n- two **three** four", "two three", "two **three"),
        ("> a quote\n> goes on", "quote goes", "quote\n> goes"),
        ("Costs \\$5 now.", "$5", "$5"),
    ],
)
def test_words_are_found_again_in_the_source(source: str, words: str, found: str) -> None:
    sentence = next(sentence for sentence in sentences(source) if words in sentence.text)
    assert in_source(source, sentence, words) == found


def test_the_span_of_a_sentence_takes_in_an_entity_at_its_end() -> None:
    source = "Sleep &amp; pain &hellip;"
    assert source[sentences(source)[0].start : sentences(source)[0].end] == source
