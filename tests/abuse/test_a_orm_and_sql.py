"""ABUSE A, 1 to 17: the ORM, SQL and commands. Numbers are those of the list of abuses."""

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.models import F, ProtectedError

from content.models import Version
from governance.checks import check_triggers
from governance.database.triggers import install_triggers, missing_triggers
from governance.models import ApprovedStatement, AuditEntry, Live, Publication, SignOff
from governance.services.trail import verify
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    make.make_statement()
    return make.publish(make.make_page())


def refused(act):
    """The act is refused by the database, and leaves nothing behind."""
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize("model", [Version, SignOff, Publication, AuditEntry, ApprovedStatement])
def test_01_an_update_through_a_queryset_is_refused(publication, model):
    field = {SignOff: "physician_name", AuditEntry: "actor_name", ApprovedStatement: "title"}.get(
        model, "text"
    )
    refused(lambda: model.objects.update(**{field: "Ketamine cures migraine."}))
    assert not model.objects.filter(**{field: "Ketamine cures migraine."}).exists()


def test_02_bulk_updates_upserts_and_expressions_are_refused(publication):
    publication.title = "Other words"
    refused(lambda: Publication.objects.bulk_update([publication], ["title"]))
    refused(lambda: Version.objects.update(number=F("number") + 1))
    refused(
        lambda: Version.objects.bulk_create(
            [make.newest(publication.document)],
            update_conflicts=True,
            unique_fields=["document", "number"],
            update_fields=["text"],
        )
    )
    assert Publication.objects.get().title != "Other words"


def born(publication, **values):
    fields = {field.name: getattr(publication, field.name) for field in Publication._meta.fields}
    return Publication(**{**fields, "pk": None, "id": None, **values})


def test_03_a_publication_born_without_its_signature_is_refused(publication):
    page = make.make_page(lead="Other words.")
    review = make.submit(page)
    version = review.version
    other = {
        "document": page.document_ptr,
        "version": version,
        "digest": version.digest,
        "text": version.text,
    }
    refused(lambda: born(publication, **other).save())
    refused(lambda: Publication.objects.bulk_create([born(publication, **other)]))
    signoff = make.sign(review)
    other |= {"signoff": signoff}
    refused(lambda: born(publication, **other | {"text": "Ketamine cures migraine."}).save())
    refused(lambda: born(publication, **other | {"last_reviewed": make.NOW.date().replace(year=2027)}).save())
    assert Publication.objects.count() == 1


def test_03_a_page_made_live_past_the_service_is_refused(publication):
    page = make.make_page()
    refused(lambda: Live.objects.create(document=page.document_ptr, publication=publication, path=page.path))
    refused(lambda: Live.objects.filter(publication=publication).update(path="conditions/other"))
    assert Live.objects.get().path == publication.path


def test_04_raw_sql_is_refused(publication):
    refused(lambda: sql("UPDATE governance_publication SET html = 'x'"))
    refused(lambda: sql("DELETE FROM governance_auditentry"))
    refused(lambda: sql("DELETE FROM governance_live"))
    refused(lambda: sql("UPDATE content_version SET saved_at = '2020-01-01'"))
    assert Live.objects.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="INSERT OR REPLACE is SQLite's own")
def test_05_insert_or_replace_is_refused(publication):
    columns = ", ".join(f'"{field.column}"' for field in Publication._meta.fields)
    refused(
        lambda: sql(
            f"INSERT OR REPLACE INTO governance_publication SELECT {columns} FROM governance_publication"
        )
    )
    by_unique = columns.replace('"id"', '"id" + 1000')
    refused(
        lambda: sql(
            f"INSERT OR REPLACE INTO governance_publication ({columns}) SELECT {by_unique} FROM governance_publication"
        )
    )
    assert Publication.objects.get() == publication


def test_05_an_upsert_is_refused(publication):
    columns = ", ".join(f'"{field.column}"' for field in SignOff._meta.fields)
    statement = (
        f"INSERT INTO governance_signoff ({columns}) SELECT {columns} FROM governance_signoff WHERE 1 = 1"
        " ON CONFLICT (id) DO UPDATE SET physician_name = 'Somebody Else'"
    )
    refused(lambda: sql(statement))
    assert not SignOff.objects.filter(physician_name="Somebody Else").exists()


def test_06_a_stale_instance_cannot_write(publication):
    stale = Publication.objects.get()
    stale.html = "Ketamine cures migraine."
    refused(lambda: stale.save(update_fields=["html"]))
    refused(lambda: stale.save_base(raw=True))
    assert Publication.objects.get().html != stale.html


@pytest.mark.parametrize("model", ["governance.publication", "governance.signoff", "governance.auditentry"])
def test_07_a_fixture_cannot_bring_in_or_change_a_record(publication, model, tmp_path):
    fixture = tmp_path / "records.json"
    call_command("dumpdata", model, output=str(fixture))
    with pytest.raises((DatabaseError, CommandError)), transaction.atomic():
        call_command("loaddata", str(fixture))
    assert Publication.objects.get() == publication


def test_08_nothing_that_was_signed_is_deleted(publication):
    for thing in (publication, publication.signoff, publication.version, publication.document):
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            type(thing).objects.filter(pk=thing.pk).delete()
        with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
            thing.delete()
    assert Live.objects.get().publication == publication


def test_09_a_signer_is_not_deleted_and_a_new_name_leaves_the_old_one(publication):
    signer = publication.signoff.physician
    name = publication.signoff.physician_name
    with pytest.raises(ProtectedError):
        signer.delete()
    signer.last_name = "Renamed"
    signer.save()
    assert SignOff.objects.get().physician_name == name
    assert verify().fault == ""


def test_10_versions_are_not_purged_by_command(publication):
    with pytest.raises((DatabaseError, ProtectedError)), transaction.atomic():
        call_command("deleterevisions", verbosity=0)
    with pytest.raises((DatabaseError, CommandError)), transaction.atomic():
        call_command("flush", interactive=False, verbosity=0)
    assert Version.objects.exists()


def test_11_missing_triggers_are_found_and_made_anew():
    assert missing_triggers() == []
    remove_triggers(connection)
    found = check_triggers(databases=["default"])
    assert [message.id for message in found] == ["governance.E001"]
    install_triggers()
    assert missing_triggers() == []


def test_11_migrate_as_a_person_runs_it_makes_missing_triggers_anew():
    """As after an upgrade that brings new ones: the check that misses them does not stop what mends them."""
    remove_triggers(connection)
    call_command("migrate", verbosity=0, skip_checks=False)
    assert missing_triggers() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's own")
def test_13_truncate_is_refused(publication):
    refused(lambda: sql("TRUNCATE governance_auditentry CASCADE"))
    assert AuditEntry.objects.exists()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="these are SQLite's own")
@pytest.mark.parametrize(
    "statement",
    [
        'DROP TRIGGER "append_only_governance_auditentry_delete"',
        "DROP TABLE governance_auditentry",
        "ALTER TABLE governance_auditentry RENAME TO gone",
        "PRAGMA writable_schema = 1",
    ],
)
def test_14_the_schema_cannot_be_changed_over_the_applications_connection(statement):
    refused(lambda: sql(statement))
    assert missing_triggers() == []


def test_15_a_version_cannot_be_dated_back(publication):
    refused(lambda: sql("UPDATE reversion_revision SET date_created = '2020-01-01'"))
    refused(lambda: sql("UPDATE reversion_version SET serialized_data = '[]'"))
    assert verify().fault == ""


def test_16_a_save_past_the_service_changes_no_version(publication):
    page = publication.document.concrete
    page.lead = "Ketamine cures migraine."
    page.save()
    assert Live.objects.get().publication.digest == make.newest(page).digest == publication.digest


def test_17_two_saves_leave_two_versions_and_two_entries():
    page = make.make_page()
    for lead in ("One.", "Two."):
        page.lead = lead
        make.save(page, by=page.owner)
    assert list(Version.objects.values_list("number", flat=True).order_by("number")) == [1, 2, 3]
    assert AuditEntry.objects.filter(verb="save", outcome="done").count() == 3


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no roles")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE governance_auditentry SET reason = ''",
        "DELETE FROM governance_auditentry",
        "TRUNCATE governance_auditentry CASCADE",
        "ALTER TABLE governance_auditentry DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        'DROP TRIGGER "append_only_governance_auditentry_change" ON governance_auditentry',
    ],
)
def test_13_the_applications_role_cannot_go_round_the_triggers(statement):
    sql("CREATE ROLE imprimatur_app_test")
    call_command("grant_application_role", "imprimatur_app_test", verbosity=0)
    sql("SET ROLE imprimatur_app_test")
    sql("SELECT count(*) FROM governance_auditentry")
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        sql(statement)
    sql("RESET ROLE")
    sql("DROP OWNED BY imprimatur_app_test")
    sql("DROP ROLE imprimatur_app_test")
    assert missing_triggers() == []
