"""The public site as files: the same words, changed in one step, without what was taken down."""

import re

import pytest
from django.core.management import CommandError, call_command

from governance.public import exporting
from governance.services import publishing
from governance.services.actors import Actor
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(physician):
    page = make.make_page(title="Migraine", slug="migraine")
    make.publish(page, by=physician)
    make.make_page(slug="draft")
    return page


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_files_are_what_readers_get(client, page, physician, tmp_path):
    site = tmp_path / "site"
    call_command("export_site", str(site), verbosity=0)
    found = files(site)
    assert {"index.html", "conditions/index.html", "conditions/migraine/index.html", "sitemap.xml",
            "robots.txt", "feeds/published.atom", "sitemap-1.xml", "static/imprimatur/public.css",
            "api/v1/publications/conditions/migraine/index.json"} <= found  # fmt: skip
    assert not any("draft" in name for name in found)
    for address in ("", "conditions/", "conditions/migraine/", f"reviewers/amara-osei-{physician.pk}/"):
        assert (site / address / "index.html").read_bytes() == client.get(f"/{address}").content


def test_every_link_of_the_site_leads_to_a_file(page, tmp_path):
    site = tmp_path / "site"
    exporting.export_site(site)
    for file in site.rglob("*.html"):
        for path in re.findall(r'(?:href|src)="(/[^"#?]*)', file.read_text()):
            if path != "/search/":  # needs the program
                target = site / path.strip("/")
                assert target.is_file() or (target / "index.html").is_file(), (file, path)


def test_what_was_taken_down_is_in_no_file_of_the_next_export(page, physician, tmp_path):
    site = tmp_path / "site"
    exporting.export_site(site)
    first = site.resolve()
    publishing.withdraw(actor=Actor.of(physician), document=page, reason="Out of date.", at=make.NOW)
    exporting.export_site(site)
    assert site.resolve() != first and not first.exists()
    assert "conditions/migraine/index.html" not in files(site)
    for file in site.rglob("*.html"):
        assert "Migraine" not in file.read_text()
    assert [path.name for path in tmp_path.iterdir() if not path.name.startswith(".site-")] == ["site"]


def test_an_export_that_fails_leaves_the_last_one(page, tmp_path, monkeypatch):
    site = tmp_path / "site"
    exporting.export_site(site)
    before = files(site)
    monkeypatch.setattr(exporting, "read_reviewers", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        exporting.export_site(site)
    assert files(site) == before
    assert len(list(tmp_path.iterdir())) == 2


def test_a_folder_that_is_not_ours_is_left_alone(page, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter").write_text("Dear")
    with pytest.raises(CommandError, match="no link of an earlier export"):
        call_command("export_site", str(tmp_path / "mine"))
    assert files(tmp_path / "mine") == {"letter"}


def test_a_long_list_has_all_its_pages(physician, tmp_path, monkeypatch):
    for module in ("exporting", "reading", "reviewers"):
        monkeypatch.setattr(f"governance.public.{module}.PAGES_OF_A_LIST", 1)
    for _ in range(2):
        make.publish(make.make_article(), by=physician)
    exporting.export_site(tmp_path / "site")
    site = tmp_path / "site"
    second = site / "articles" / "page-2" / "index.html"
    assert 'href="/articles/" rel="prev"' in second.read_text()
    assert 'href="/articles/page-2/" rel="next"' in (site / "articles" / "index.html").read_text()
    reviewer = site / "reviewers" / f"amara-osei-{physician.pk}"
    assert (reviewer / "page-2" / "index.html").is_file()
