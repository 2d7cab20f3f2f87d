"""Addresses of the lists and of the parts of their screen."""

from django.urls import path

from negoce.web.lists import (
    bulk,
    bulk_history,
    bulk_reach,
    bulk_task,
    cell,
    columns,
    exports,
    filter_dialog,
    peek,
    saved_views,
    screen,
    sort_dialog,
    view_places,
)
from negoce.web.lists.nouns import SCREENS

app_name = "lists"
_PART = "lists/<slug:key>/"
urlpatterns = [
    *(path(f"{key}/", screen.show, {"key": key}, name=key) for key in SCREENS),
    path(f"{_PART}rows/", screen.show, name="rows"),
    path(f"{_PART}size/", screen.size, name="size"),
    path(f"{_PART}row/<slug:public_id>/", screen.one_row, name="row"),
    path(f"{_PART}peek/<slug:public_id>/", peek.peek, name="peek"),
    path(f"{_PART}groups/", screen.groups, name="groups"),
    path(f"{_PART}footer/", screen.footer, name="footer"),
    path(f"{_PART}tabs/", screen.tab_counts, name="tabs"),
    path(f"{_PART}filter/", filter_dialog.edit, name="filter"),
    path(f"{_PART}filter/suggestions/", filter_dialog.suggestions, name="suggestions"),
    path(f"{_PART}sort/", sort_dialog.edit, name="sort"),
    path(f"{_PART}columns/", columns.choose, name="columns"),
    path(f"{_PART}views/new/", saved_views.new, name="view_new"),
    path(f"{_PART}views/save/", saved_views.save, name="view_save"),
    path(f"{_PART}views/edit/", saved_views.edit, name="view_edit"),
    path(f"{_PART}views/order/", view_places.order, name="view_order"),
    path(f"{_PART}views/move/", view_places.move, name="view_move"),
    path(f"{_PART}views/pin/", view_places.pin, name="view_pin"),
    path(f"{_PART}views/delete/", saved_views.delete, name="view_delete"),
    path(f"{_PART}export/", exports.download, name="export"),
    path(f"{_PART}export/refused/", exports.refused, name="export_refused"),
    path(f"{_PART}bulk/export/", exports.chosen, name="bulk_export"),
    path(f"{_PART}bulk/history/", bulk_history.show, name="bulk_history"),
    path(f"{_PART}bulk/undo/<slug:change_id>/", bulk.undo, name="bulk_undo"),
    path(f"{_PART}bulk/progress/<slug:change_id>/", bulk.progress, name="bulk_progress"),
    path("lists/companies/bulk/task/", bulk_task.create, name="bulk_task"),
    path(f"{_PART}bulk/<slug:action>/", bulk.change, name="bulk"),
    path(f"{_PART}bulk/<slug:action>/reach/", bulk_reach.reach, name="bulk_reach"),
    path(f"{_PART}cell/<slug:public_id>/<slug:column>/", cell.edit, name="cell"),
]
