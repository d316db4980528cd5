"""The addresses that readers see. They catch every path of one or two words, so they come last."""

from django.urls import include, path

from governance.public import machine_views, reviewer_views, statement_views, views
from governance.public.search.views import search_page

app_name = "public"
urlpatterns = [
    path("", views.home, name="home"),
    path("robots.txt", machine_views.robots_txt, name="robots"),
    path("sitemap.xml", machine_views.sitemap_index, name="sitemap"),
    path("sitemap-<int:number>.xml", machine_views.sitemap_part, name="sitemap-part"),
    path("feeds/published.atom", machine_views.feed_of_published, name="feed-published"),
    path("feeds/withdrawn.atom", machine_views.feed_of_withdrawn, name="feed-withdrawn"),
    path("api/v1/", include("governance.public.api.urls")),
    path("search/", search_page, name="search"),
    path("reviewers/", reviewer_views.reviewers, name="reviewers"),
    path("reviewers/<slug:address>/", reviewer_views.reviewer, name="reviewer"),
    path("position-statement/", statement_views.position_statement, name="statement"),
    path("position-statement/<str:version>/", statement_views.position_statement, name="statement-version"),
    path("<slug:collection>/", views.page_list, name="list"),
    path("<slug:collection>/<slug:slug>/", views.page, name="page"),
]
