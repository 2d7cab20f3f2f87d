"""Addresses of the page of the portfolio."""

from django.urls import path

from negoce.web.overview.call_list import create
from negoce.web.overview.costs import edit
from negoce.web.overview.exports import download
from negoce.web.overview.page import page, refreshing

OVERVIEW_PATHS = [
    path("", page, name="page"),
    path("refreshing/", refreshing, name="refreshing"),
    path("export/", download, name="export"),
    path("costs/", edit, name="costs"),
    path("lists/<slug:kind>/", create, name="call_list"),
]
