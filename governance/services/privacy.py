"""Everything that is kept of one person, for them to read. docs/privacy.md says why each is kept."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q, QuerySet

from governance.models import AuditEntry, Person, Physician
from governance.policy.verbs import Verb
from governance.services.acting import acting
from governance.services.actors import Actor

# What would let somebody in, and whole pages: these are the site's texts, and lie in every evidence pack.
LEFT_OUT = frozenset({"password", "key", "token", "text", "html", "source", "kept", "words"})
AT_ONCE = 500
LOGS = (AccessAttempt, AccessLog, AccessFailureLog)


def export_person(*, actor: Actor, person: Person, at: datetime) -> Iterator[str]:
    """Records that it was asked for, and gives one JSON object in parts. Raises Denied without the role."""
    with acting(actor, Verb.EXPORT_PERSON, at=at) as act:
        act.about(person)
        act.done(detail=person.username)
    return _export(person)


def rows_of(person: Person) -> Iterator[tuple[str, QuerySet[Any]]]:
    """Every table that names the person, with the rows that do."""
    yield "account", Person.objects.filter(pk=person.pk)
    registered = [str(key) for key in Physician.objects.filter(person=person).values_list("pk", flat=True)]
    about = Q(object_kind="person", object_id=str(person.pk)) | Q(
        object_kind="physician", object_id__in=registered
    )
    yield "governance.auditentry", AuditEntry.objects.filter(Q(actor=person) | about).order_by("sequence")
    for model in apps.get_models():
        named = [field.name for field in model._meta.concrete_fields if field.related_model is Person]
        if named and model is not AuditEntry:
            asked = Q(*((name, person) for name in named), _connector=Q.OR)
            yield model._meta.label_lower, model._default_manager.filter(asked).order_by("pk")
    for log in LOGS:
        yield log._meta.label_lower, log._default_manager.filter(username=person.username).order_by("pk")


def _export(person: Person) -> Iterator[str]:
    for number, (name, rows) in enumerate(rows_of(person)):
        yield f"{',' if number else '{'}\n{json.dumps(name)}: ["
        for place, row in enumerate(rows.iterator(AT_ONCE)):
            yield f"{',' if place else ''}\n{json.dumps(_value(row), cls=DjangoJSONEncoder, ensure_ascii=False)}"
        yield "]"
    yield "\n}\n"


def _value(row: Model) -> dict[str, Any]:
    fields = [field for field in row._meta.concrete_fields if field.name not in LEFT_OUT]
    return {field.attname: field.value_from_object(row) for field in fields}
