"""Addresses of imports."""

from django.urls import path

from negoce.web.imports import (
    answers,
    control,
    detail,
    draft,
    listing,
    mappings,
    mend,
    report,
    undo,
    upload,
)

app_name = "imports"
urlpatterns = [
    path("imports/", listing.imports, name="list"),
    path("imports/new/", upload.new, name="new"),
    path("imports/mappings/", mappings.mappings, name="mappings"),
    path("imports/mappings/<int:mapping_id>/", mappings.change, name="mapping_change"),
    path("imports/mappings/<int:mapping_id>/deletion/", mappings.deletion, name="mapping_deletion"),
    path("imports/<slug:public_id>/", detail.show, name="detail"),
    path("imports/<slug:public_id>/layout/", draft.layout, name="layout"),
    path("imports/<slug:public_id>/mapping/", draft.mapping, name="mapping"),
    path("imports/<slug:public_id>/named/", mappings.use, name="mapping_use"),
    path("imports/<slug:public_id>/named/new/", mappings.save, name="mapping_save"),
    path("imports/<slug:public_id>/cell/", draft.cell, name="cell"),
    path("imports/<slug:public_id>/trial/", draft.trial, name="trial"),
    path("imports/<slug:public_id>/answers/", answers.answers, name="answers"),
    path("imports/<slug:public_id>/start/", draft.start, name="start"),
    path("imports/<slug:public_id>/issues/", report.issues, name="issues"),
    path("imports/<slug:public_id>/pause/", control.pause, name="pause"),
    path("imports/<slug:public_id>/resumption/", control.resumption, name="resumption"),
    path("imports/<slug:public_id>/cancellation/", control.cancellation, name="cancellation"),
    path("imports/<slug:public_id>/discard/", control.discard, name="discard"),
    path("imports/<slug:public_id>/undo/", undo.undo, name="undo"),
    path("imports/<slug:public_id>/rows/<int:number>/", mend.row, name="row"),
    path("imports/<slug:public_id>/rows/<int:number>/records/", answers.records, name="records"),
    path("imports/<slug:public_id>/rows.csv", report.rows, name="rows"),
]
