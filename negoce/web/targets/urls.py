"""Addresses of targets and forecast."""

from django.urls import path

from negoce.web.targets import cells, dialogs, forecast, odds, page

app_name = "targets"
_ROW = "<slug:kind>/<slug:key>/"
urlpatterns = [
    path("", page.page, name="page"),
    path("forecast/", forecast.forecast, name="forecast"),
    path("odds/", odds.odds, name="odds"),
    path("refreshing/", page.refreshing, name="refreshing"),
    path("undo/<slug:change>/", dialogs.undo, name="undo"),
    path("<slug:kind>/paste/<int:year>/", dialogs.paste, name="paste"),
    path("<slug:kind>/copy/<int:year>/", dialogs.copy, name="copy"),
    path(f"{_ROW}<int:year>/spread/", dialogs.spread, name="spread"),
    path(f"{_ROW}<int:year>/<int:month>/", cells.cell, name="cell"),
]
