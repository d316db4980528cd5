"""What the database refuses about the approval of a statement, as SQL over NEW.

The edits are numbered, so whoever wrote any text of the draft up to the signed one has had a hand in it.
"""

SIGNED_OTHERWISE = (
    "NOT EXISTS (SELECT 1 FROM governance_statementedit e WHERE e.id = NEW.edit_id AND e.digest = NEW.digest)"
)
NOT_SECONDED = (
    "NEW.part = 'second' AND (EXISTS (SELECT 1 FROM governance_statementedit s JOIN governance_statementedit e"
    " ON e.draft_id = s.draft_id AND e.number <= s.number"
    " WHERE s.id = NEW.edit_id AND e.written_by_id = NEW.person_id)"
    " OR NOT EXISTS (SELECT 1 FROM governance_statementsignature f WHERE f.edit_id = NEW.edit_id"
    " AND f.part = 'owner' AND f.person_id <> NEW.person_id))"
)
# The first statements of a site may be set up without the desk; once one was approved there, no other way is open.
NOT_SIGNED_BY_TWO = (
    "EXISTS (SELECT 1 FROM governance_statementsignature WHERE part = 'second')"
    " AND NOT EXISTS (SELECT 1 FROM governance_statementsignature f JOIN governance_statementsignature s"
    " ON s.edit_id = f.edit_id AND s.part = 'second' WHERE f.part = 'owner' AND f.digest = NEW.digest"
    " AND f.effective = NEW.effective AND f.version = NEW.version"
    " AND f.person_id = NEW.approved_by_id AND s.person_id = NEW.seconded_by_id)"
)
