"""The command `check_claims`: like a linter, for texts about ketamine."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable

from governance.claims.batch import answers
from governance.claims.engine import readings_of, sentences_of
from governance.claims.inputs import Input, InputError, read_input, read_statement
from governance.claims.report import Checked, json_text, text_lines
from governance.claims.required import missing_from
from governance.claims.sarif import sarif_text
from governance.claims.scales import load_scales
from governance.claims.statement import StatementError
from governance.claims.values import Block, Document, Statement

CLEAN, FOUND, BAD_INPUT = 0, 1, 2
DESCRIPTION = (
    "Check texts about ketamine against a position statement. "
    "Exit status: 0 clean, 1 a conflict or an unclear claim, 2 bad input."
)


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the arguments, for the Django command and for `python -m governance.claims` alike."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="Markdown or plain text, - for standard input"
    )
    parser.add_argument(
        "--statement", metavar="FILE", help="a statement in YAML, instead of the reference one"
    )
    parser.add_argument("--condition", metavar="NAME", help="the condition that the page is about")
    parser.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    parser.add_argument("--batch", action="store_true", help="answer JSON lines, one sentence each")
    parser.add_argument("--explain", action="store_true", help="print how every sentence was read")


def run(options: Namespace) -> int:
    """Check what the options name, print the findings, return the exit status."""
    try:
        return _batch(options) if options.batch else _check(options)
    except (InputError, StatementError) as error:
        print(_printable(str(error)), file=sys.stderr)
        return BAD_INPUT


def main(arguments: list[str] | None = None) -> int:
    """Run the command without Django."""
    parser = ArgumentParser(prog="check_claims", description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_args(arguments))


def check(source: Input, statement: Statement, condition: str | None) -> Checked:
    """Return everything found in one text."""
    sentences = sentences_of(Document((Block("text", source.text),), condition))
    readings = readings_of(sentences, statement)
    claims = [finding.claim for reading in readings for finding in reading.findings]
    return Checked(source, readings, missing_from(sentences, condition, claims, statement))


def _check(options: Namespace) -> int:
    statement, condition = read_statement(options.statement), _condition(options.condition)
    checked = [check(read_input(name), statement, condition) for name in options.files or ["-"]]
    for line in _output(checked, options):
        print(_printable(line))
    return CLEAN if all(one.is_clean for one in checked) else FOUND


def _output(checked: list[Checked], options: Namespace) -> Iterable[str]:
    if options.format == "json":
        return [json_text(checked)]
    if options.format == "sarif":
        return [sarif_text(checked)]
    return (line for one in checked for line in text_lines(one, explain=options.explain))


def _batch(options: Namespace) -> int:
    statement = read_statement(options.statement)
    for name in options.files or ["-"]:
        source = read_input(name)
        for line in list(answers(source.text.split("\n"), statement, source.name)):
            print(line)
    return CLEAN


def _condition(name: str | None) -> str | None:
    known = load_scales().parents
    if name is not None and name not in known:
        raise InputError(f"There is no condition {name!r}; known are {', '.join(known)}.")
    return name


def _printable(text: str) -> str:
    """Characters that the terminal has no code for must not end the run."""
    encoding = sys.stdout.encoding or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
