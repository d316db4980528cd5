"""ABUSE D, 56 to 70: the audit trail. Numbers are those of the list of abuses."""

import json
import subprocess
import sys
import tracemalloc
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from governance.models import AuditEntry
from governance.services import keys
from governance.services.actors import Actor
from governance.services.anchor import append_anchor
from governance.services.audit import Act, encode, record, seal
from governance.services.trail import export, verify
from tests import factories as make
from tests.bench.filling import fill_trail
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db
VERIFIER = Path(settings.BASE_DIR) / "governance" / "verifier" / "verify_trail.py"


@pytest.fixture
def chain(settings, tmp_path):
    """Twenty entries, anchored, with the triggers taken away as an attacker with the database file can."""
    settings.AUDIT_ANCHOR = tmp_path / "anchor.jsonl"
    actor = Actor.of(make.make_writer())
    while AuditEntry.objects.count() < 20:
        record(actor=actor, act=Act("save", reason=f"Ünï {AuditEntry.objects.count()}"), at=make.NOW)
    for entry in AuditEntry.objects.order_by("sequence"):
        append_anchor(entry.sequence, entry.hash)
    remove_triggers(connection)
    return settings.AUDIT_ANCHOR


def fault(anchor=None):
    return verify(anchor=anchor).fault


def entry(sequence):
    return AuditEntry.objects.get(sequence=sequence)


def change(number, **values):
    AuditEntry.objects.filter(sequence=number).update(**values)


def reseal_from(sequence):
    """What somebody with the code and the database can do: seal the whole rest anew."""
    previous = entry(sequence - 1).hash
    for item in AuditEntry.objects.filter(sequence__gte=sequence).order_by("sequence"):
        item.previous = previous
        item.hash = previous = seal(item)
        change(item.sequence, previous=item.previous, hash=item.hash)


def test_an_untouched_chain_holds(chain):
    assert fault(chain) == ""


@pytest.mark.parametrize(
    "field",
    ["actor_name", "role", "verb", "outcome", "object_label", "reason", "detail", "address", "before"],
)
def test_56_an_altered_field_names_the_entry(chain, field):
    change(7, **{field: "altered"})
    assert fault().startswith("Entry 7:")


def test_56_an_altered_time_names_the_entry(chain):
    change(7, at=make.NOW + timedelta(microseconds=1))
    assert fault().startswith("Entry 7:")


def test_56_a_deleted_entry_is_missed(chain):
    AuditEntry.objects.filter(sequence=7)._raw_delete("default")
    assert fault() == "Entry 8: entry 7 should stand here."


def test_56_swapped_entries_are_named(chain):
    change(7, sequence=99)
    change(8, sequence=7)
    change(99, sequence=8)
    assert fault().startswith("Entry 7:")


def test_57_a_cut_tail_is_found_by_the_anchor(chain):
    AuditEntry.objects.filter(sequence__gt=15)._raw_delete("default")
    assert fault() == ""
    assert fault(chain) == "Entry 16 is anchored (line 16) and gone from the chain."


def test_58_a_forged_middle_link_is_named(chain):
    change(7, hash="f" * 64)
    assert fault().startswith("Entry 7:")


def test_59_a_chain_that_was_rebuilt_whole_is_found_by_the_anchor(chain):
    change(7, actor_name="Somebody Else")
    reseal_from(7)
    assert fault() == ""
    assert fault(chain).startswith("Entry 7: the anchor's line 7")


def test_59_an_anchor_line_that_was_forged_is_named(chain):
    lines = chain.read_text().splitlines()
    value = json.loads(lines[6]) | {"hash": "f" * 64}
    chain.write_text("\n".join([*lines[:6], json.dumps(value), *lines[7:]]) + "\n")
    assert fault(chain) == "Line 7 of the anchor has a signature that does not verify."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"reason": "café"}, {"reason": "cafe\u0301"}),
        ({"reason": "ab", "detail": "c"}, {"reason": "a", "detail": "bc"}),
        ({"reason": '","detail":"x'}, {"detail": "x"}),
        ({"actor_id": None}, {"actor_id": 0}),
    ],
)
def test_60_two_entries_never_share_an_encoding(chain, one, other):
    first, second = entry(7), entry(7)
    for item, values in ((first, one), (second, other)):
        for name, value in values.items():
            setattr(item, name, value)
    assert encode(first) != encode(second)


def test_60_the_time_zone_does_not_change_the_seal(chain):
    item = entry(7)
    item.at = item.at.astimezone(ZoneInfo("Asia/Kathmandu"))
    assert seal(item) == item.hash


def test_62_an_entry_that_cannot_be_written_rolls_the_act_back(monkeypatch):
    make.make_statement()
    page = make.make_page()

    def full_disk(self, *args, **kwargs):
        raise DatabaseError("disk is full")

    monkeypatch.setattr(AuditEntry, "save", full_disk)
    page.lead = "Other words."
    with pytest.raises(DatabaseError), transaction.atomic():
        make.save(page, by=page.owner)
    assert make.newest(page).number == 1


@pytest.mark.parametrize("text", ["a\r\nb", "\u202eevil", "x" * 1_000_000, '"}', "=cmd()"])
def test_63_odd_text_in_an_entry_keeps_the_chain(text):
    record(actor=Actor.of(make.make_writer()), act=Act("save", reason=text), at=make.NOW)
    assert verify().fault == ""
    assert AuditEntry.objects.first().reason == text


def test_64_no_password_is_in_the_trail():
    make.make_statement()
    make.publish(make.make_page())
    everything = "".join(export(AuditEntry.objects.order_by("sequence")))
    assert make.PASSWORD not in everything
    assert "md5$" not in everything


def test_66_nobody_edits_an_entry():
    make.make_statement()
    before = list(AuditEntry.objects.values_list("hash", flat=True))
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.all().delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEntry.objects.update(reason="")
    assert list(AuditEntry.objects.values_list("hash", flat=True)) == before


def run_verifier(*arguments):
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(VERIFIER), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_67_an_export_is_verified_offline_with_python_alone(chain, tmp_path, settings):
    file = tmp_path / "trail.jsonl"
    call_command("verify_audit", "--export", str(file), "--anchor", str(chain), verbosity=0)
    key = next(Path(settings.KEY_DIR).glob("*.pub"))
    code, said = run_verifier(file, "--anchor", chain, "--key", key)
    assert (code, said.startswith("20 entries hold")) == (0, True), said
    assert len(VERIFIER.read_text().splitlines()) < 100


def test_67_any_changed_byte_of_an_export_is_named(chain, tmp_path):
    file = tmp_path / "trail.jsonl"
    call_command("verify_audit", "--export", str(file), "--no-anchor", verbosity=0)
    lines = file.read_text().splitlines(keepends=True)
    lines[6] = lines[6].replace("Person", "Parson", 1)
    file.write_text("".join(lines))
    code, said = run_verifier(file)
    assert code == 1
    assert said.startswith("Entry 7 ")


def test_67_the_command_names_the_bad_entry_and_fails(chain):
    change(7, reason="altered")
    with pytest.raises(CommandError, match="Entry 7") as caught:
        call_command("verify_audit", "--anchor", str(chain))
    assert caught.value.returncode == 1


def test_68_a_renamed_person_keeps_the_chain(chain):
    person = make.make_writer()
    person.last_name = "Renamed"
    person.save()
    assert fault() == ""


def test_69_a_new_key_and_a_new_secret_keep_all_that_was_signed(chain, settings):
    make.make_statement()
    make.publish(make.make_page())
    keys.make_key()
    settings.SECRET_KEY = "another secret " * 4
    append_anchor(*AuditEntry.objects.values_list("sequence", "hash").first())
    assert fault(chain) == ""
    call_command("verify_signatures", verbosity=0)
    assert AuditEntry.objects.filter(verb="sign off").exists()


def peak_of_a_proof(person, entries):
    anchor = fill_trail(person, entries, entries)
    tracemalloc.start()
    assert verify(anchor=anchor).entries == entries
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def test_70_the_proof_of_a_longer_trail_takes_no_more_memory(monkeypatch):
    """A million entries are for `make soak`; what grows with the trail shows here already."""
    for name in ("AHEAD", "AT_ONCE"):
        monkeypatch.setattr(f"governance.services.trail.{name}", 100)
    person = make.make_writer()
    peak_of_a_proof(person, 400)  # what is loaded once
    few, many = (peak_of_a_proof(person, entries) for entries in (500, 2_000))
    assert many < few * 2  # fifteen hundred entries kept would be ten times as much
