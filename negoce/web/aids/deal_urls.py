"""Addresses of the sales aids of a deal."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.aids import bring

app_name = "deal_aids"
urlpatterns = [path("<public_id:public_id>/aids/", bring.bring, name="bring")]
