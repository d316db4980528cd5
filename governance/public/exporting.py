"""The public site as static files: asked for as a reader would, from the same views, so that both say the same.

A new folder is filled beside the last one; then the link is put on it in one step, and the last one is removed. So a
reader meets the old site or the new one, never half of each, and what was taken down is in no file any more.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIRequest
from django.http import Http404, HttpResponse
from django.test import RequestFactory
from django.urls import resolve

from governance.models import Live
from governance.public.collections import collections
from governance.public.reading import PAGES_OF_A_LIST
from governance.public.reviewers import read_reviewers
from governance.public.sitemap import PAGES_OF_A_PART

ALWAYS = ("/", "/reviewers/", "/robots.txt", "/sitemap.xml", "/feeds/published.atom", "/feeds/withdrawn.atom")
TURN = re.compile(rb'href="\?page=([0-9]+)"')
ASSETS = ("imprimatur/public.css", "imprimatur/favicon.svg")


class NotExported(Exception):
    """Nothing was written; the sentence says why."""


def export_site(link: Path) -> int:
    """Writes the site and puts the link on it. Returns how many files it has. Raises NotExported."""
    link = Path(link).absolute()
    if link.exists() and not link.is_symlink():
        raise NotExported(f"{link} is there already and no link of an earlier export. Choose another name.")
    link.parent.mkdir(parents=True, exist_ok=True)
    before = link.resolve() if link.is_symlink() else None
    folder = Path(tempfile.mkdtemp(prefix=f".{link.name}-", dir=link.parent))
    try:
        number = _write(folder)
        _point(link, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    _remove(before, link)
    return number


def _write(folder: Path) -> int:
    folder.chmod(0o755)
    written = 0
    for path in _paths():
        response = _asked(path)
        if response is not None:
            _put(folder, path, response.content)
            written += 1
    for name in ASSETS:
        _put(folder, f"{settings.STATIC_URL}{name}", Path(str(finders.find(name))).read_bytes())
    return written + len(ASSETS)


def _paths() -> Iterator[str]:
    """Every public address; lists by the pages that they have, which are asked for until there are no more."""
    yield from ALWAYS
    yield from (f"/{item.address}/" for item in collections())
    for reviewer in read_reviewers():
        yield reviewer.path
        yield from _turned(reviewer.path, reviewer.pages)
    paths = list(Live.objects.order_by("pk").values_list("path", flat=True))
    yield from (f"/sitemap-{number + 1}.xml" for number in range(1 + len(paths) // PAGES_OF_A_PART))
    for path in paths:
        yield f"/{path}/"
        yield f"/api/v1/publications/{path}/"
    for item in collections():
        yield from _turned(f"/{item.address}/", sum(path.startswith(f"{item.address}/") for path in paths))


def _turned(path: str, rows: int) -> Iterator[str]:
    """The further pages of a list."""
    yield from (f"{path}?page={number}" for number in range(2, 1 + -(-rows // PAGES_OF_A_LIST)))


def _asked(path: str) -> HttpResponse | None:
    """The answer to a reader; None where the page was taken down since we looked."""
    request: WSGIRequest = RequestFactory(SERVER_NAME="localhost").get(path)
    match = resolve(request.path)
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404:
        return None
    return response if response.status_code == 200 else None


def _put(folder: Path, path: str, content: bytes) -> None:
    address, _, query = path.partition("?page=")
    name = address.strip("/")
    if query:
        name = f"{name}/page-{query}"
    content = TURN.sub(lambda turn: _turn(address, turn[1].decode()).encode(), content)
    file = folder / name if "." in Path(name).name else folder / name / _index(name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _turn(address: str, number: str) -> str:
    """Where a list is turned to: files know no query."""
    return f'href="{address}"' if number == "1" else f'href="{address}page-{number}/"'


def _index(name: str) -> str:
    return "index.json" if name.startswith("api/") else "index.html"


def _point(link: Path, folder: Path) -> None:
    waiting = folder.with_name(f"{folder.name}.link")
    waiting.symlink_to(folder.name)
    waiting.replace(link)  # in one step


def _remove(before: Path | None, link: Path) -> None:
    """Removes the folder of the last export: ours alone, by its name."""
    if before and before.parent == link.parent and before.name.startswith(f".{link.name}-"):
        shutil.rmtree(before, ignore_errors=True)
