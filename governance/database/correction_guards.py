"""What the database itself asks of a correction: it rests on the last full signature, and no word differs from it.

The words are compared in SQL: with typography's own signs made equal or taken out, the two stored texts must be the
same. That is wider than `policy.typography`, which decides; but a changed letter, digit, comma or question mark is
refused here too, whoever sends it.
"""

# In the canonical JSON of a text a straight quotation mark is \" and a line's end is \n.
_EQUAL = (
    *((sign, '\\"') for sign in "“”"),
    *((sign, "'") for sign in "‘’"),
    *((sign, "-") for sign in "\u2010\u2011–—"),
    ("…", "..."),
)
_OUT = (" ", "\\t", "\u00a0", "\u2009", "\u202f")
# A full stop goes only where a paragraph ends with it.
_LAST = (('."', '"'), (".\\n\\n", "\\n\\n"))

NO_LATER_FULL_SIGNOFF = (
    "NOT EXISTS (SELECT 1 FROM governance_signoff g JOIN content_version gv ON gv.id = g.version_id"
    " WHERE gv.document_id = fv.document_id AND g.meaning = 'full' AND g.id > f.id)"
)


def _words(column: str) -> str:
    """SQL for a stored text without its typography."""
    for sign, other in (*_EQUAL, *((sign, "") for sign in _OUT), *_LAST):
        column = f"REPLACE({column}, {_quoted(sign)}, {_quoted(other)})"
    return column


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


BROKEN = (
    "NEW.meaning = 'correction' AND NOT EXISTS ("
    "SELECT 1 FROM governance_signoff f JOIN content_version fv ON fv.id = f.version_id"
    " JOIN content_version v ON v.document_id = fv.document_id AND v.number > fv.number"
    " WHERE f.id = NEW.corrects_id AND v.id = NEW.version_id AND f.meaning = 'full'"
    " AND NOT EXISTS (SELECT 1 FROM governance_retraction r WHERE r.signoff_id = f.id)"
    f" AND {NO_LATER_FULL_SIGNOFF} AND {_words('v.text')} = {_words('fv.text')})"
)
