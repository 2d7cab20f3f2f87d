"""Addresses of the argument advised on a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.arguments import use

app_name = "deal_arguments"
urlpatterns = [path("<public_id:public_id>/arguments/<public_id:argument_id>/", use.use, name="use")]
