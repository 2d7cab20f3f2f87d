"""Addresses of the gallery."""

from django.urls import path

from negoce.web.gallery import exchanges, pages

app_name = "gallery"
urlpatterns = [
    path("", pages.components, name="components"),
    path("charts/", pages.charts, name="charts"),
    path("list/", pages.company_list, name="list"),
    path("company/", pages.company, name="company"),
    path("day/", pages.my_day, name="day"),
    path("bare/", pages.bare, name="bare"),
    path("search/", exchanges.search, name="search"),
    path("edit/", exchanges.edit, name="edit"),
    path("dialog/", exchanges.dialog, name="dialog"),
    path("toast/", exchanges.notice, name="toast"),
    path("progress/", exchanges.progress, name="progress"),
    path("more/", exchanges.more_rows, name="more"),
    path("columns/", exchanges.columns, name="columns"),
    path("refuse/<int:status>/", exchanges.refuse, name="refuse"),
]
