"""Lists of retractions from outside: what is read of them, and that a hostile or broken one is refused by line."""

from datetime import date

import pytest

from content import retractions
from content.retractions import ListRefused, Nature, read_list

pytestmark = pytest.mark.pure
HEAD = "Record ID,Title,RetractionDate,OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason"


@pytest.fixture
def listed(tmp_path):
    """Gives the records of a list with these lines under the usual first one."""

    def read(*lines, head=HEAD):
        file = tmp_path / "list.csv"
        data = "\n".join([head, *lines])
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(read_list(file))

    return read


def test_a_retraction_is_read_with_its_numbers_as_they_are_compared(listed):
    (record,) = listed('7,"A trial, told",5/31/2019 0:00,10.1000/ABC,0042,Retraction,+Error in Data;+Notice')
    assert (record.record, record.nature, record.pmid, record.doi) == (
        "7",
        Nature.RETRACTION,
        "42",
        "10.1000/abc",
    )
    assert (record.title, record.noticed_on) == ("A trial, told", date(2019, 5, 31))
    assert record.reason == "Error in Data; Notice"


@pytest.mark.parametrize(
    "line",
    [
        "1,T,2019-01-01,10.1000/a,0,Correction,",
        "1,T,2019-01-01,10.1000/a,0,Expression of concern,",
        "1,T,2019-01-01,unavailable,0,Retraction,",
        "1,T,2019-01-01,,,Retraction,",
    ],
)
def test_what_blocks_nothing_or_names_no_work_is_passed_over(listed, line):
    assert listed(line) == []


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (["1,T,soon,10.1000/a,0,Retraction,"], "Line 2: “soon” is no date"),
        (["1,T,2019-01-01,10.1000/a,0,Retraction,", '2,"open'], "is no CSV that can be read"),
        (["1," + "x" * 140_000 + ",2019-01-01,10.1000/a,0,Retraction,"], "is no CSV that can be read"),
    ],
)
def test_a_broken_list_is_refused_with_its_line(listed, lines, says):
    with pytest.raises(ListRefused, match=says):
        listed(*lines)


def test_a_list_without_its_columns_is_refused(listed):
    with pytest.raises(ListRefused, match="lacks the column “Record ID”"):
        listed("a,b", head="one,two")


def test_a_file_that_is_no_text_is_refused(tmp_path):
    file = tmp_path / "list.csv"
    file.write_bytes(b"PK\x03\x04\xff\xfe\x00")
    with pytest.raises(ListRefused, match=r"UTF-8|lacks the column"):
        list(read_list(file))


def test_a_huge_file_is_refused_unread(tmp_path):
    file = tmp_path / "list.csv"
    with file.open("wb") as sparse:
        sparse.truncate(retractions.MOST_BYTES + 1)
    with pytest.raises(ListRefused, match="more than 512 MB"):
        list(read_list(file))


def test_more_records_than_there_are_retractions_are_refused(listed, monkeypatch):
    monkeypatch.setattr(retractions, "MOST_RECORDS", 2)
    with pytest.raises(ListRefused, match="more than 2 records"):
        listed(*["1,T,2019-01-01,10.1000/a,0,Retraction,"] * 3)


def test_what_cannot_be_shown_is_marked_and_long_texts_are_cut(listed):
    (record,) = listed(f"1,Bell \x07 {'x' * 900},2019-01-01,10.1000/a,0,Retraction,")
    assert record.title.startswith("Bell � x") and len(record.title) == 400
