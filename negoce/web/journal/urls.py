from django.urls import path

from negoce.web.journal import record, search

app_name = "journal"
urlpatterns = [
    path("settings/journal/", search.search, name="search"),
    path("journal/record/<slug:kind>/<int:subject_id>/", record.record, name="record"),
]
