"""All reports, in the order in which they are listed."""

from governance.services.reports.conflicts import conflicts
from governance.services.reports.exceptions import exceptions
from governance.services.reports.law import law
from governance.services.reports.pages import ages, reviews_due
from governance.services.reports.people import not_done, signatures
from governance.services.reports.values import Question
from governance.services.reports.waiting import waiting

QUESTIONS = (
    Question("pages", "Pages by state and age", "Where does each page stand, and for how long?", ages, False),
    Question("due", "Reviews due", "What is overdue, and what comes in ninety days?", reviews_due, False),
    Question(
        "waiting", "From draft to signature", "How long does a page take, and where does it wait?", waiting
    ),
    Question("signatures", "Signatures by physician", "Who signed how much?", signatures),
    Question(
        "conflicts",
        "Conflicts and their ends",
        "Which positions are met, and what came of it?",
        conflicts,
    ),
    Question("exceptions", "Exceptions", "What was permitted, by whom, and until when?", exceptions),
    Question("law", "Statements and engine", "What changed in the rules, and what did it do?", law),
    Question("not-done", "Refused and denied acts", "What was tried that could not be done?", not_done),
)
