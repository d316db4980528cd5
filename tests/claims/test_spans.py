"""Text that knows where its characters stand in the source."""

import re

from governance.claims.spans import Spanned, joined, rewritten, whole


def test_a_cut_keeps_the_offsets_of_its_characters() -> None:
    assert whole("ketamine", 2, 8).cut(1, 3) == Spanned("am", range(3, 5))


def test_a_replacement_of_equal_length_keeps_every_offset() -> None:
    spanned = rewritten(whole("a-b", 0, 3), re.compile("-"), lambda match: "+")
    assert (spanned.text, list(spanned.offsets)) == ("a+b", [0, 1, 2])


def test_a_longer_replacement_stands_where_the_match_began() -> None:
    spanned = rewritten(whole("a½b", 0, 3), re.compile("½"), lambda match: "1/2")
    assert (spanned.text, list(spanned.offsets)) == ("a1/2b", [0, 1, 1, 1, 2])


def test_a_text_without_a_match_is_the_very_same() -> None:
    spanned = whole("plain", 0, 5)
    assert rewritten(spanned, re.compile("x"), lambda match: "y") is spanned


def test_a_match_that_is_declined_stays() -> None:
    spanned = rewritten(
        whole("a-b-c", 0, 5), re.compile("-"), lambda match: "" if match.start() > 1 else None
    )
    assert (spanned.text, list(spanned.offsets)) == ("a-bc", [0, 1, 2, 4])


def test_joined_parts_keep_offsets_and_the_gap_has_that_of_what_follows() -> None:
    spanned = joined([whole("> ab\n> cd", 2, 4), whole("> ab\n> cd", 7, 9)])
    assert (spanned.text, list(spanned.offsets)) == ("ab\ncd", [2, 3, 7, 7, 8])


def test_joining_leaves_out_empty_parts() -> None:
    spanned = joined([whole("abc", 0, 1), whole("abc", 1, 1), whole("abc", 2, 3)])
    assert len(spanned.text) == len(spanned.offsets)
