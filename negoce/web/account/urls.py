from django.urls import path

from negoce.web.account import language, preferences, sessions

app_name = "account"
urlpatterns = [
    path("", preferences.preferences, name="preferences"),
    path("language/", language.switch, name="language"),
    path("theme/", preferences.theme, name="theme"),
    path("sessions/end/", sessions.end, name="end_sessions"),
]
