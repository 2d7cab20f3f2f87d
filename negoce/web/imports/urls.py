"""Addresses of imports."""

from django.urls import path

from negoce.web.imports import control, detail, draft, listing, mend, report, undo, upload

app_name = "imports"
urlpatterns = [
    path("imports/", listing.imports, name="list"),
    path("imports/new/", upload.new, name="new"),
    path("imports/<slug:public_id>/", detail.show, name="detail"),
    path("imports/<slug:public_id>/layout/", draft.layout, name="layout"),
    path("imports/<slug:public_id>/mapping/", draft.mapping, name="mapping"),
    path("imports/<slug:public_id>/start/", draft.start, name="start"),
    path("imports/<slug:public_id>/issues/", report.issues, name="issues"),
    path("imports/<slug:public_id>/pause/", control.pause, name="pause"),
    path("imports/<slug:public_id>/resumption/", control.resumption, name="resumption"),
    path("imports/<slug:public_id>/cancellation/", control.cancellation, name="cancellation"),
    path("imports/<slug:public_id>/undo/", undo.undo, name="undo"),
    path("imports/<slug:public_id>/rows/<int:number>/", mend.row, name="row"),
    path("imports/<slug:public_id>/rows.csv", report.rows, name="rows"),
]
