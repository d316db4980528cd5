"""Where sentences end."""

import pytest

from tests.claims.reading_support import texts


@pytest.mark.parametrize(
    "one",
    [
        "Dr. Lee vs. Prof. Ray agree.",
        "Lee et al. (2020) found it.",
        "It was found, e.g. in the U.S. army.",
        "See Fig. 2 and No. 5 there.",
        "A dose of 0.5 mg is given.",
        "J. R. Lee wrote it.",
        "It lasts ... some days.",
        "It lasts\u2026 some days.",
        "\u201cIs it safe?\u201d she asked.",
        "\u201cIt helps.\u201d she said.",
        "Is it (really?) so?",
        "Version 2.0 of example.org is out.",
        "Ask a Ph.D. student or an M.D. there.",
        "The U.S. Food and Drug Administration approved it.",
        "Lee, M.D. Anderson and Acme Inc. Canada agree.",
        "\u201cIt helped me.\u201d \u2013 Dana, a patient.",
        "He asked \u201cWhy?\u201d and left.",
        "The plan (approx. 5 days) holds.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(one: str) -> None:
    assert len(texts(f"{one} Then it ends.")) == 2


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("One is. Two is.", 2),
        ("One is! Two is? Three is.", 3),
        ("One is (so). Two is.", 2),
        ("(One is.) Two is.", 2),
        ("\u201cOne is.\u201d Two is.", 2),
        ("\u201cOne is?\u201d Two is.", 2),
        ("One is\u2026 Two is.", 2),
        ("It was in the U.S. Then it ended.", 2),
        ("Pain, sleep, etc. Then it ended.", 2),
        ("One is.[5] Two is.", 2),
        ("One helps.Two does not.", 2),
        ("This one works. ketamine is next.", 2),
        ("**One is.** Two is.", 2),
        ("It costs $5. 20 people came.", 2),
    ],
)
def test_a_stop_at_the_end_of_a_sentence_ends_it(source: str, count: int) -> None:
    assert len(texts(source)) == count


def test_closing_quotes_and_brackets_stay_with_their_sentence() -> None:
    assert texts("\u201cIt helps.\u201d (It does.) Then it ends.") == [
        '"It helps."',
        "(It does.)",
        "Then it ends.",
    ]


def test_text_without_stops_is_cut_at_spaces() -> None:
    found = texts("word " * 2000)
    assert max(map(len, found)) <= 1500
    assert " ".join(found) == ("word " * 2000).strip()
