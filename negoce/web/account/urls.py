from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.account import favourites, language, preferences, sessions, tokens

app_name = "account"
urlpatterns = [
    path("", preferences.preferences, name="preferences"),
    path("language/", language.switch, name="language"),
    path("theme/", preferences.theme, name="theme"),
    path("favourites/order/", favourites.order, name="favourite_order"),
    path("devices/", sessions.devices, name="devices"),
    path("devices/<public_id:public_id>/end/", sessions.end_one, name="end_device"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.create, name="create_token"),
    path("tokens/<public_id:public_id>/revocation/", tokens.revoke, name="revoke_token"),
    path("sessions/end/", sessions.end, name="end_sessions"),
]
