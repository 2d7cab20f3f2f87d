"""Addresses of My day. An action is named by its kind and key in what is asked or posted, never in the path."""

from django.urls import path

from negoce.web.day import answers, learned, page, settings, team

app_name = "day"
urlpatterns = [
    path("", page.page, name="page"),
    path("refreshing/", page.refreshing, name="refreshing"),
    path("later/", page.later, name="later"),
    path("why/", page.why, name="why"),
    path("team/", team.team, name="team"),
    path("doing/", answers.doing, name="doing"),
    path("postponement/", answers.postponement, name="postponement"),
    path("refusal/", answers.refusal, name="refusal"),
    path("undoing/", answers.undoing, name="undoing"),
    path("learned/", learned.learned, name="learned"),
    path("forgetting/", learned.forgetting, name="forgetting"),
    path("settings/", settings.settings, name="settings"),
    path("settings/preview/", settings.preview, name="settings_preview"),
]
