"""Addresses of foresight, below those of the portfolio."""

from django.urls import path

from negoce.web.foresight import page, season

FORESIGHT_PATHS = [
    path("foresight/", page.page, name="foresight"),
    path("foresight/refit/", page.refit, name="foresight_refit"),
    path("foresight/season/", season.season, name="season"),
    path("foresight/season/preview/", season.preview, name="season_preview"),
]
