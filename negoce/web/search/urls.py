"""Addresses of search."""

from django.urls import path

from negoce.web.search import pages

app_name = "search"
urlpatterns = [
    path("", pages.results, name="results"),
    path("recent/", pages.recent, name="recent"),
    path("all/", pages.everything, name="all"),
]
