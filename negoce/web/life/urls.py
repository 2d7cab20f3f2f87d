"""Addresses of the life cycle."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.life import facts, override, thresholds

app_name = "life"
urlpatterns = [
    path("settings/life/", thresholds.thresholds, name="thresholds"),
    path("settings/life/preview/", thresholds.preview, name="preview"),
    path("settings/life/recomputation/", thresholds.recomputation, name="recomputation"),
    path("companies/<public_id:public_id>/life/facts/", facts.facts, name="facts"),
    path("companies/<public_id:public_id>/life/status/", override.override, name="override"),
    path("companies/<public_id:public_id>/life/status/end/", override.take_back, name="take_back"),
]
