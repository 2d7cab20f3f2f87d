"""Addresses of sessions of calls."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.calls import call, call_acts, export, listing, mail, new, scripts, session

app_name = "calls"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", listing.show, name="list"),
    path("new/", new.new, name="new"),
    path("scripts/", scripts.listing, name="scripts"),
    path("scripts/new/", scripts.new, name="script_new"),
    path("scripts/preview/", scripts.preview, name="script_preview"),
    path("scripts/<public_id:public_id>/", scripts.change, name="script"),
    path(_ONE, session.show, name="session"),
    path(f"{_ONE}state/", session.state, name="state"),
    path(f"{_ONE}export/", export.export, name="export"),
    path(f"{_ONE}call/", call.show, name="call"),
    path(f"{_ONE}call/next/", call_acts.take, name="next"),
    path(f"{_ONE}call/outcome/", call_acts.outcome, name="outcome"),
    path(f"{_ONE}call/undo/", call_acts.undo, name="undo"),
    path(f"{_ONE}call/pass/", call_acts.pass_over, name="pass"),
    path(f"{_ONE}call/keep/", call_acts.keep_on, name="keep"),
    path(f"{_ONE}call/mail/", mail.send, name="mail"),
]
