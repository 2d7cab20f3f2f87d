"""Addresses of imports."""

from django.urls import path

from negoce.web.imports import detail, draft, listing, report, upload

app_name = "imports"
urlpatterns = [
    path("imports/", listing.imports, name="list"),
    path("imports/new/", upload.new, name="new"),
    path("imports/<slug:public_id>/", detail.show, name="detail"),
    path("imports/<slug:public_id>/layout/", draft.layout, name="layout"),
    path("imports/<slug:public_id>/mapping/", draft.mapping, name="mapping"),
    path("imports/<slug:public_id>/start/", draft.start, name="start"),
    path("imports/<slug:public_id>/issues/", report.issues, name="issues"),
    path("imports/<slug:public_id>/rows.csv", report.rows, name="rows"),
]
