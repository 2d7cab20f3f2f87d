"""Addresses of the chance to win."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.win_chance import dialogs, page

app_name = "win_chance"
urlpatterns = [
    path("chances/", page.page, name="page"),
    path("chances/fit/", page.fit, name="fit"),
    path("chances/<public_id:public_id>/use/", page.use, name="use"),
    path("deals/<public_id:public_id>/chance/", dialogs.say, name="say"),
]
