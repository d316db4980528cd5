"""What a process keeps of the pages that it made."""

import pytest

from governance.public.shelf import Kept, Shelf

pytestmark = pytest.mark.pure


def kept(size, etag="one"):
    return Kept(state=1, etag=etag, seconds=0, body=b"x" * size)


def test_a_full_shelf_forgets_what_was_asked_for_longest_ago():
    shelf = Shelf(most_bytes=10)
    for key in ("a", "b"):
        shelf.put(key, kept(5))
    assert shelf.get("a")
    shelf.put("c", kept(5))
    assert (shelf.get("b"), bool(shelf.get("a")), bool(shelf.get("c"))) == (None, True, True)


def test_a_page_made_anew_takes_the_place_of_the_one_before():
    shelf = Shelf(most_bytes=10)
    for etag in ("one", "two", "three"):
        shelf.put("a", kept(6, etag))
    shelf.put("b", kept(4))
    assert shelf.get("a").etag == "three"
    shelf.drop("a")
    shelf.drop("a")
    assert shelf.get("a") is None
    assert shelf.get("b")


def test_a_page_larger_than_the_shelf_is_not_kept():
    shelf = Shelf(most_bytes=10)
    shelf.put("a", kept(11))
    assert shelf.get("a") is None
    shelf.clear()
    shelf.put("a", kept(10))
    assert shelf.get("a")
