"""The number of queries does not grow with what a page or a list shows."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 50])
def test_a_page_takes_three_queries_a_list_two_the_start_one(
    client, publish_around, django_assert_num_queries, count
):
    path = publish_around(count)
    with django_assert_num_queries(3):
        html = client.get(f"/{path}/").content.decode()
    assert html.count("<details") == count
    assert html.partition('id="related-pages"')[2].count("<li>") == count
    with django_assert_num_queries(2):
        html = client.get("/faqs/").content.decode()
    assert html.count("Reviewed by") == count
    with django_assert_num_queries(1):
        client.get("/")


def test_a_reader_who_has_the_page_costs_the_same_three(client, publish_around, django_assert_num_queries):
    path = publish_around(1)
    etag = client.get(f"/{path}/").headers["ETag"]
    with django_assert_num_queries(3):
        assert client.get(f"/{path}/", headers={"if-none-match": etag}).status_code == 304


def test_a_page_that_is_not_there_takes_two_queries(client, physician, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert client.get("/conditions/nowhere/").status_code == 404
    with django_assert_num_queries(0):
        assert client.get("/nowhere/at-all/").status_code == 404
