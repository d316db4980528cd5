"""Words that are hidden from a plain search: read all the same, and flagged."""

import pytest

from tests.claims.reading_support import in_source, sentences

CLEAR = "Ketamine cures migraine."
RUSSIAN = "Кетамин не лечит мигрень."


@pytest.mark.parametrize(
    "source",
    [
        "Keta\u200bmine cures migraine.",
        "Keta\u200dmine cu\u2060res migraine.",
        "Keta\u00admine cures migraine.",
        "Keta&shy;mine cures migraine.",
        "Keta&#8203;mine cures migraine.",
        "K\u0435tamine cures migraine.",
        "Ketamine \u0441ures migraine.",
        "Ket\u03b1mine cures migraine.",
        "Ket\u0430mine cures migr\u0430ine.",
        "Ketam\u0131ne cures migraine.",
        "K\u1d07\u1d1b\u1d00\u1d0d\u026a\u0274\u1d07 cures migraine.",
        "Ke\u0336t\u0336a\u0336mine cures migraine.",
        "\U0001d40aetamine cures migraine.",
        "\uff2betamine cures migraine.",
        "&#75;etamine cures migraine.",
        "Ketamine \u202eseruc\u202c migraine.",
        "Keta\ufe0fmine cures migraine.",
        "Ketamine cu\u034fres migraine.",
        "Keta\x01mine cures migraine.",
        "\u212aetamine cures migraine.",
        "\U0001f17aetamine cures migraine.",
        "\u1d37\u1d49\u1d57\u1d43\u1d50\u2071\u207f\u1d49 cures migraine.",
        "\u0138etamine cures migraine.",
        "Ketamine cur3s migraine.",
        "Ketamine c\u00fcr\u00e9s m1graine.",
        "Ketamine c-u-r-e-s migraine.",
        "Ketamine c u r e s migraine.",
        "Keta mine cures migraine.",
        "Keta-mine cures mi-graine.",
    ],
)
def test_a_disguised_sentence_is_read_as_it_looks_and_flagged(source: str) -> None:
    (sentence,) = sentences(source)
    assert sentence.text.lower() == CLEAR.lower()
    assert sentence.disguised


@pytest.mark.parametrize(
    "word",
    [
        "k3tamine",
        "ket@mine",
        "K3T4M1N3",
        "ket-amine",
        "k.e.t.a.m.i.n.e",
        "k e t a m i n e",
        "k\u00e9tamine",
        "$pravato",
        "3sketamine",
    ],
)
def test_a_masked_drug_name_gets_its_spelling_back(word: str) -> None:
    (sentence,) = sentences(f"We think {word} may help.")
    assert sentence.disguised
    assert "ketamine" in sentence.text.lower() or "spravato" in sentence.text.lower()


@pytest.mark.parametrize(
    "source",
    [
        "Ketamine may help; it\u2019s not a \u201ccure\u201d.",
        "The e\ufb00ect is brief\u2026",
        "A dose of 5\u00a0mg.",
        "Spravato\u2122 is a nasal spray.",
        "The caf\u00e9 is na\u00efve about it.",
        "TNF\u03b1, \u03ba-opioid and 5 \u00b5g are named.",
        "GABA\u1d2c and H\u2082O are named.",
        "Ketamine-assisted therapy is offered, anti-inflammatory too.",
        "A low-dose (S)-ketamine trial.",
        "The trial has 2 arms and s5 sites at 4pm.",
        "\ufeffA text with a mark at its start.",
        "Pain &amp; sleep &ndash; both.",
        "For migraine5 and depression2 see the 4\u1d57\u02b0 phase \u2161 trial.",
        "Words parted at the end of a line: keta-\nmine, migr-\naine, long-\nterm.",
        "It is safe-guarded, non-addictive-looking and co-effective by far.",
        "Figures 3, 4 and 5 of the 2-a-day group; s.e.m. and a.m. are named.",
        RUSSIAN,
        "Thumbs up \U0001f44d\U0001f3fd for the \U0001f469\u200d\U0001f467 family.",
    ],
)
def test_ordinary_typography_is_no_disguise(source: str) -> None:
    assert not any(sentence.disguised for sentence in sentences(source))


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("It\u2019s a \u201ccure\u201d.", 'It\'s a "cure".'),
        ("The e\ufb00ect\u00a0ends\u2026", "The effect ends..."),
        ("Spravato\u2122 is named.", "Spravato is named."),
        ("A long-\n  term effect.", "A long-term effect."),
        ("It helps.\u00b2 It ends.", "It helps. It ends."),
        ("A non\u2011breaking one.", "A non-breaking one."),
    ],
)
def test_typography_is_folded(source: str, read: str) -> None:
    assert " ".join(sentence.text for sentence in sentences(source)) == read


def test_only_the_sentence_in_disguise_is_flagged() -> None:
    flagged = [
        sentence.disguised for sentence in sentences("One is plain. Ket\u200bamine is not. Three is plain.")
    ]
    assert flagged == [False, True, False]


def test_spans_stay_exact_under_a_disguise() -> None:
    source = "So *ke\u200btamin\u0435* cu\u00adres it."
    (sentence,) = sentences(source)
    assert in_source(source, sentence, "ketamine") == "ke\u200btamin\u0435"
    assert in_source(source, sentence, "cures") == "cu\u00adres"
