"""A draft that waits for a second signature, for the desks of those who may give it."""

from django.db.models import F

from governance.models import Part, Person, StatementEdit, StatementSignature


def waiting_for_second(person: Person) -> StatementEdit | None:
    """The text that its owner has signed, where the person has no hand in it; None where nothing waits for them."""
    newest = StatementSignature.objects.filter(
        part=Part.OWNER, edit__draft__is_open=True, edit__number=F("edit__draft__revision")
    ).exclude(person=person)
    found = newest.exclude(edit__draft__edits__written_by=person).select_related("edit").first()
    return found.edit if found else None
