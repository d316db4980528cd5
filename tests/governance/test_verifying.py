"""Live equals signed, and signatures hold: any difference is found and named."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from governance.models import Publication, SignOff
from governance.services import keys
from governance.services.verifying import bad_signatures, live_that_differs
from tests import factories as make
from tests.support import remove_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def publication():
    """A live page, on a database whose rules somebody has taken away."""
    make.make_statement()
    publication = make.publish(make.make_page())
    remove_triggers(connection)
    return publication


def test_an_untouched_page_is_what_was_signed(publication):
    assert live_that_differs() == (1, [])
    assert bad_signatures() == (1, [])


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("html", "<p>Ketamine cures migraine.</p>", "its page differs"),
        ("text", "{}", "its words do not have its digest"),
        ("digest", "0" * 64, "other words were signed"),
        ("last_reviewed", "2020-01-01", "another date"),
    ],
)
def test_a_changed_publication_is_named(publication, field, value, said):
    if field == "text":
        value = publication.text.replace("migraine", "migraines", 1)
    Publication.objects.update(**{field: value})
    checked, bad = live_that_differs()
    assert checked == 1
    assert any(line.startswith(f"/{publication.path}/: ") and said in line for line in bad)
    with pytest.raises(CommandError):
        call_command("verify_live", verbosity=0)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("physician_name", "Somebody Else"),
        ("licence_number", "1"),
        ("signed_at", "2020-01-01T00:00:00Z"),
        ("findings_digest", "0" * 64),
        ("signature", "00" * 64),
        ("signature", "no hex"),
    ],
)
def test_a_changed_signature_does_not_verify(publication, field, value):
    SignOff.objects.update(**{field: value})
    assert bad_signatures()[1] == [
        f"Signature {publication.signoff.pk} on {publication.version}: the signature does not verify"
    ]
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_signatures", verbosity=0)


def test_a_signature_by_an_unknown_key_is_named(publication):
    SignOff.objects.update(key_id="f" * 16)
    assert "no public key" in bad_signatures()[1][0]


def test_a_key_file_that_holds_another_key_is_no_key(publication, settings, tmp_path):
    settings.KEY_DIR = tmp_path
    other = keys.make_key()
    (tmp_path / f"{publication.signoff.key_id}.pub").write_bytes((tmp_path / f"{other}.pub").read_bytes())
    assert "holds another key" in bad_signatures()[1][0]


def test_a_private_key_is_for_its_owner_alone(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    key_id = keys.make_key()
    assert (settings.KEY_DIR / f"{key_id}.key").stat().st_mode & 0o777 == 0o600
    assert settings.KEY_DIR.stat().st_mode & 0o077 == 0


def test_a_key_is_not_read_from_elsewhere(settings, tmp_path):
    settings.KEY_DIR = tmp_path
    with pytest.raises(keys.KeyMissing):
        keys.public_key("../../etc/passwd")
