"""Addresses of the forms of the house."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.forms import pages, writing

app_name = "forms"
_ONE = "<public_id:public_id>/"
urlpatterns = [
    path("", pages.listing, name="list"),
    path("new/", writing.new, name="new"),
    path(_ONE, pages.page, name="form"),
    path(f"{_ONE}preview/", pages.preview, name="preview"),
    path(f"{_ONE}change/", writing.change, name="change"),
    path(f"{_ONE}state/", writing.state, name="state"),
    path(f"{_ONE}document/", writing.document, name="document"),
]
