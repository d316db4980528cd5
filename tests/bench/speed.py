"""How fast the claim engine is, beside a plain keyword search and Vale over the same text in the same run."""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

from governance.claims.batch import sentences_of
from governance.claims.engine import readings, readings_of
from governance.claims.extract import extract_sentence
from governance.claims.judge import judge
from governance.claims.recalling import forget
from governance.claims.statement import reference_statement
from governance.claims.values import Block, Document, Statement
from tests.bench import vale
from tests.bench.keywords import hits
from tests.bench.measuring import TIMES, best_processor_seconds, milliseconds, say, table
from tests.bench.texts import PAGE_SECTIONS, page
from tests.claims.figures import ROOT, Item, part

FIELDS = ("id", "text", "condition", "previous", "kind")
GROWTH = 10
# In a process of its own, so that its peak is its own.
IN_A_CHILD = """
import sys
from tests.bench.measuring import peak_megabytes
from tests.bench.speed import check
from tests.bench.texts import PAGE_SECTIONS, page
sections = int(sys.argv[1])
if sections:
    check(page(sections))
print(peak_megabytes())
"""


def print_speed() -> None:
    """Sentences a second, the page, start-up, growth, memory; then what simpler tools take."""
    say("Speed: processor time of one core, the best of 5")
    items, origin = _corpus()
    print(f"text: {len(items)} sentences of {origin}")
    table(("step", "sentences a second"), _rates(items))
    table(("what", "figure", "wanted"), [*_page_rows(), *_start_rows(), *_growth_rows()])
    text = "\n\n".join(item["text"] for item in items)
    for line in vale.lines(text):
        print(line)


def check(text: str) -> None:
    """Reads and judges a page as the application does."""
    readings(Document((Block("text", text),), "migraine"), reference_statement())


def _corpus() -> tuple[list[Item], str]:
    shared = part("seen") + part("unseen")
    own = part("own1") + part("own2")
    found, origin = (shared, "the shared labelled sentences") if shared else (own, "our own sentences")
    return [{name: item.get(name) for name in FIELDS} for item in found], origin


def _rates(items: list[Item]) -> list[tuple[str, int]]:
    statement = reference_statement()
    sentences = [sentence for item in items for sentence in sentences_of(item)]
    claims = [claim for sentence in sentences for claim in extract_sentence(sentence)]
    steps: dict[str, Callable[[], object]] = {
        "reading": lambda: [sentences_of(item) for item in items],
        "extraction": lambda: [extract_sentence(sentence) for sentence in sentences],
        "judging": lambda: judge(claims, statement),
        "whole (5,000 wanted)": lambda: _whole(items, statement),
        "keyword search": lambda: [hits(item["text"]) for item in items],
    }
    return [(name, int(len(sentences) / best_processor_seconds(work))) for name, work in steps.items()]


def _whole(items: list[Item], statement: Statement) -> None:
    forget()  # or the second run would find its sentences read
    for item in items:
        readings_of(sentences_of(item), statement)


def _page_rows() -> list[tuple[str, str, str]]:
    words = len(page().split())
    check(page())  # warm: the rules are loaded, the words of such pages are known
    spent = [_page_seconds(first) for first in range(1000, 1000 + 20 * TIMES, 20)]
    return [
        (f"a page of {words:,} words, warm, never read before", milliseconds(min(spent)), "10 ms"),
        ("the same, median", milliseconds(statistics.median(spent)), ""),
        ("the same page again with one sentence before it", milliseconds(min(_again_seconds())), "10 ms"),
    ]


def _again_seconds() -> Iterator[float]:
    """What somebody waits for who writes a sentence into a page that was read a moment ago."""
    for number in range(TIMES):
        text = f"It is visit {number} that decides.\n\n" + page()
        begun = time.process_time()
        check(text)
        yield time.process_time() - begun


def _page_seconds(first: int, sections: int = PAGE_SECTIONS) -> float:
    text = page(sections, first)
    begun = time.process_time()
    check(text)
    return time.process_time() - begun


def _start_rows() -> list[tuple[str, str, str]]:
    command = [sys.executable, "-m", "governance.claims", "-"]
    clock, processor = zip(*(_child(command) for _ in range(TIMES)), strict=True)
    return [
        ("start-up of python -m governance.claims, by the clock", milliseconds(min(clock)), "500 ms"),
        ("the same, processor time", milliseconds(min(processor)), ""),
    ]


def _child(command: list[str]) -> tuple[float, float]:
    begun, before = time.perf_counter(), os.times()
    sent = "Ketamine cures migraine.\n"
    done = subprocess.run(command, input=sent, text=True, capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 1, done.stderr  # one conflict: it did start and read
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begun, spent


def _growth_rows() -> list[tuple[str, str, str]]:
    once = min(_page_seconds(first) for first in range(5000, 5000 + 20 * TIMES, 20))
    tenfold = min(
        _page_seconds(first, PAGE_SECTIONS * GROWTH) for first in range(7000, 7000 + 200 * TIMES, 200)
    )
    empty, small, large = (_peak(sections) for sections in (0, PAGE_SECTIONS, PAGE_SECTIONS * GROWTH))
    return [
        (f"time of {GROWTH} times the text, against once", f"{tenfold / once:.1f} times", "11 times"),
        ("memory, engine loaded and nothing read", f"{empty:.0f} MB", ""),
        ("memory peak, the page", f"{small:.0f} MB", ""),
        (f"memory peak, {GROWTH} times the page", f"{large:.0f} MB", ""),
    ]


def _peak(sections: int) -> float:
    command = [sys.executable, "-c", IN_A_CHILD, str(sections)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    return float(json.loads(done.stdout))
