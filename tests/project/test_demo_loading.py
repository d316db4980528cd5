"""Loading the sample site is all or nothing, on any day."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command

from content.models import Document
from governance.demo import loading
from governance.demo.acts import ACTS, StoryBroken
from governance.demo.loading import load, story
from governance.demo.passwords import new_password
from governance.demo.texts import HERE
from governance.models import ApprovedStatement, AuditEntry, Live, Person
from tests.factories import make_writer

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
PAGES = sorted(path.stem for path in (HERE / "pages").glob("*.yaml"))


@pytest.mark.django_db
def test_an_interrupted_load_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setitem(loading.ACTS, "withdraw", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load(now=NOW)
    assert not (Person.objects.exists() or Document.objects.exists() or AuditEntry.objects.exists())


@pytest.mark.django_db
def test_a_story_that_ends_otherwise_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(loading.ACTS, "fail to sign", ACTS["sign"])
    with pytest.raises(StoryBroken, match="migraine could not be signed: Sentence"):
        load(now=NOW)
    assert not Person.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("now", [datetime(2026, 3, 1, tzinfo=UTC), datetime(2029, 2, 28, 1, tzinfo=UTC)])
def test_the_sample_site_loads_before_and_long_after_the_reference_statement_takes_effect(
    now: datetime,
) -> None:
    load(now=now)
    assert Live.objects.filter(document__slug="migraine").exists()
    assert ApprovedStatement.objects.in_force(at=now) is not None


@pytest.mark.django_db
def test_a_real_site_never_becomes_a_demo(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    make_writer()
    call_command("demo", stdout=StringIO())
    assert not (tmp_path / loading.MARK).exists()
    settings.HTTPS = True
    with pytest.raises(CommandError, match="your own machine"):
        call_command("demo", stdout=StringIO())
    with pytest.raises(CommandError, match="not the demo"):
        call_command("demo_code", "person1", stdout=StringIO())


@pytest.mark.pure
def test_the_story_knows_every_page_and_runs_forward() -> None:
    steps = list(story())
    assert [step.days for step in steps] == sorted((step.days for step in steps), reverse=True)
    assert steps[-1].days >= 1
    assert {slug for step in steps for slug in step.pages} == set(PAGES)


@pytest.mark.pure
def test_passwords_are_all_different_and_easy_to_type() -> None:
    made = Counter(new_password() for _ in range(500))
    assert len(made) == 500
    assert all(len(password) == 24 and password.replace("-", "").isalpha() for password in made)
