"""Addresses of jobs."""

from django.urls import path

from negoce.web.jobs import progress

app_name = "jobs"
urlpatterns = [
    path("jobs/<slug:public_id>/", progress.detail, name="detail"),
    path("jobs/<slug:public_id>/pause/", progress.pause, name="pause"),
    path("jobs/<slug:public_id>/cancellation/", progress.cancellation, name="cancellation"),
    path("jobs/<slug:public_id>/resumption/", progress.resumption, name="resumption"),
]
