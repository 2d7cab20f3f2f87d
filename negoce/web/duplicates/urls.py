"""Addresses of duplicates and merges."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.duplicates import listing, merge, merge_pick, merges

app_name = "duplicates"
urlpatterns = [
    path("", listing.show, name="list"),
    path("search/", listing.search, name="search"),
    path("<public_id:pair_id>/not-same/", listing.not_same, name="not_same"),
    path("<public_id:pair_id>/not-same/undo/", listing.reopen, name="reopen"),
    path("merges/", merges.history, name="merges"),
    path("merges/<public_id:merge_id>/undo/", merges.undo, name="merge_undo"),
    path("merge/<slug:kind>/<public_id:public_id>/with/", merge_pick.pick, name="merge_pick"),
    path("merge/<slug:kind>/<public_id:public_id>/<public_id:other_id>/", merge.merge, name="merge"),
]
