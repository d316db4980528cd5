"""The number of queries does not grow with what a page or a list shows."""

import pytest

from governance.public.shelf import SHELF
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 50])
def test_a_page_is_made_with_four_queries_a_list_with_three_the_start_with_two(
    client, publish_around, django_assert_num_queries, count
):
    path = publish_around(count)
    with django_assert_num_queries(4):
        html = client.get(f"/{path}/").content.decode()
    assert html.count("<details") == count
    assert html.partition('id="related-pages"')[2].count("<li>") == count
    with django_assert_num_queries(3):
        html = client.get("/faqs/").content.decode()
    assert html.count("Reviewed by") == count
    with django_assert_num_queries(2):
        client.get("/")


@pytest.mark.parametrize("count", [1, 50])
@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-1.xml", "/feeds/published.atom"])
def test_the_sitemap_and_the_feeds_take_three_queries_at_most(
    client, publish_around, django_assert_num_queries, count, address
):
    publish_around(count)
    with django_assert_num_queries(3, exact=False):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("kept", [True, False])
def test_a_page_that_is_kept_takes_one_query(client, publish_around, django_assert_num_queries, kept):
    path = publish_around(1)
    etag = client.get(f"/{path}/").headers["ETag"]
    headers = {"if-none-match": etag} if kept else {}
    with django_assert_num_queries(1):
        assert client.get(f"/{path}/", headers=headers).status_code == (304 if kept else 200)


def test_a_publication_elsewhere_costs_the_parts_of_a_page_but_no_rendering(
    client, publish_around, physician, django_assert_num_queries
):
    path = publish_around(1)
    client.get(f"/{path}/")
    before = SHELF.get(f"/{path}/")
    make.publish(make.make_article(), by=physician)
    with django_assert_num_queries(4):
        client.get(f"/{path}/")
    assert SHELF.get(f"/{path}/").body is before.body


def test_a_page_that_is_not_there_takes_three_queries(client, physician, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert client.get("/conditions/nowhere/").status_code == 404
    with django_assert_num_queries(0):
        assert client.get("/nowhere/at-all/").status_code == 404
