"""What differs over the site, without what somebody has looked at; and the note that both are right."""

from dataclasses import dataclass
from datetime import datetime

from governance.models import AgreementNote, ApprovedStatement
from governance.policy.verbs import Verb
from governance.services.acting import MovedOn, acting
from governance.services.actors import Actor
from governance.services.consistency.lacking import Lacking, lacking
from governance.services.consistency.levels import level_differences
from governance.services.consistency.numbers import number_differences
from governance.services.consistency.said import Difference, said_by_live_pages, sentences_with_numbers
from governance.services.reviews import required_reason


@dataclass(frozen=True, slots=True)
class Disagreements:
    """What live pages say differently: levels, numbers; and benefits without the sentence asked for beside them."""

    levels: tuple[Difference, ...]
    numbers: tuple[Difference, ...]
    lacking: tuple[Lacking, ...]


def disagreements(*, at: datetime) -> Disagreements:
    """As the live pages stand; a constant number of queries."""
    said = list(said_by_live_pages())
    noted = set(AgreementNote.objects.values_list("mark", flat=True))
    statement = ApprovedStatement.objects.binding(at=at)
    return Disagreements(
        tuple(item for item in level_differences(said) if item.mark not in noted),
        tuple(item for item in number_differences(sentences_with_numbers()) if item.mark not in noted),
        tuple(lacking(said, statement.parsed())) if statement else (),
    )


def note_agreement(*, actor: Actor, mark: str, reason: str, at: datetime) -> AgreementNote:
    """Notes that both sentences of a difference are right; it is listed no more while the words stay.

    mark: of the difference. Raises Denied, ValidationError without a reason, MovedOn where there is no such
    difference any more.
    """
    with acting(actor, Verb.NOTE_AGREEMENT, at=at) as act:
        reason = required_reason(reason, "Say why both are right.", most=500)
        found = disagreements(at=at)
        listed = {item.mark: item for item in (*found.levels, *found.numbers)}
        if mark not in listed:
            raise MovedOn("This difference is not there any more: a page changed, or somebody noted it.")
        difference = listed[mark]
        both = "\n".join(f"{item.title}: {item.sentence}" for item in (difference.one, difference.other))
        note = AgreementNote.objects.create(
            mark=mark,
            question=difference.question[:300],
            sentences=both,
            reason=reason,
            noted_by=actor.person,
            noted_by_name=actor.name,
            noted_at=at,
        )
        act.about(note)
        act.done(reason=reason, detail=both)
        return note
