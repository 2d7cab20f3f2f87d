"""Addresses of how a deal ends."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.conclusion import withdrawal

app_name = "conclusion"
_DEAL = "<public_id:public_id>/"
urlpatterns = [
    path(f"{_DEAL}withdrawal/", withdrawal.withdrawal, name="withdrawal"),
]
