"""Addresses of the catalogue."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.catalogue import product

app_name = "catalogue"
urlpatterns = [path("<public_id:public_id>/", product.product, name="product")]
