"""Addresses of the playbooks of a company."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.playbooks import company

app_name = "company_playbooks"
_ONE = "<public_id:public_id>/playbooks/"
urlpatterns = [
    path(f"{_ONE}<public_id:run_id>/stop/", company.stop, name="stop"),
    path(f"{_ONE}steps/<public_id:done_id>/message/", company.message, name="message"),
]
