"""Addresses of the page of the portfolio."""

from django.urls import path

from negoce.web.overview import call_list, costs, exports, page

OVERVIEW_PATHS = [
    path("", page.page, name="page"),
    path("refreshing/", page.refreshing, name="refreshing"),
    path("export/", exports.download, name="export"),
    path("costs/", costs.edit, name="costs"),
    path("lists/<slug:kind>/", call_list.create, name="call_list"),
]
