"""Addresses of what the house owes to people: their requests, delays, notices, the register of processing."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.privacy import house_requests, notice_lots, notices, register, retention

app_name = "people_rights"
_REQUEST = "requests/<public_id:public_id>/"
urlpatterns = [
    path("requests/", house_requests.listing, name="requests"),
    path("requests/new/", house_requests.new, name="request_new"),
    path(_REQUEST, house_requests.page, name="request"),
    path(f"{_REQUEST}extension/", house_requests.extension, name="request_extension"),
    path(f"{_REQUEST}closing/", house_requests.closing, name="request_closing"),
    path("retention/", retention.page, name="retention"),
    path("retention/settings/", retention.settings, name="retention_settings"),
    path("retention/erasure/", retention.erasure, name="retention_erasure"),
    path("retention/<public_id:public_id>/asked/", retention.asked, name="retention_asked"),
    path("notices/", notices.page, name="notices"),
    path("notices/chosen/", notice_lots.chosen, name="notices_chosen"),
    path("notices/given/", notice_lots.given, name="notices_given"),
    path("notices/mail/", notice_lots.mail, name="notices_mail"),
    path("register/", register.page, name="register"),
    path("register/new/", register.new, name="processing_new"),
    path("register/file.<str:form>", register.file, name="register_file"),
    path("register/own/<public_id:public_id>/", register.change, name="processing"),
    path("register/ours/<slug:key>/", register.change_ours, name="processing_ours"),
]
