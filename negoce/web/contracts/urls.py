"""Addresses of contracts."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.contracts import changes, entry, head, lines, page

app_name = "contracts"
urlpatterns = [
    path("new/", entry.create, name="create"),
    path("new/<public_id:public_id>/", entry.enter, name="enter"),
    path("new/<public_id:public_id>/preview/", entry.preview, name="preview"),
    path("<public_id:public_id>/", page.contract, name="contract"),
    path("<public_id:public_id>/lines/", lines.lines, name="lines"),
    path("<public_id:public_id>/head/", head.head, name="head"),
    path("<public_id:public_id>/renewal/", changes.renewal, name="renewal"),
    path("<public_id:public_id>/termination/", changes.termination, name="termination"),
    path("<public_id:public_id>/invoices/", changes.invoices, name="invoices"),
    path("<public_id:public_id>/letter/", changes.letter, name="letter"),
]
