"""A physician, the statement in force, and the pages that the tests of the public site publish."""

import pytest

from tests import factories as make


@pytest.fixture
def physician(db):
    """A physician who may sign; the reference statement is in force."""
    make.make_statement()
    return make.make_physician(name="Amara Osei")


@pytest.fixture
def publish_around(physician):
    """Publishes a page with so many questions on it and so many pages that it links to; gives its path."""

    def publish(count):
        writer = make.make_writer()
        page = make.make_page(by=writer)
        related = [make.make_page(by=writer) for _ in range(count)]
        make.save(page, by=writer, links={"related": related}, reason="Related pages")
        faqs = [make.make_faq(by=writer, pages=(page,)) for _ in range(count)]
        for document in (page, *related, *faqs):
            make.publish(document, by=physician)
        return page.path

    return publish


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's own Chromium: playwright is not asked to bring one."""
    return {**browser_type_launch_args, "executable_path": "/usr/bin/chromium", "args": ["--no-sandbox"]}
