"""Addresses of orders."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.orders import order

app_name = "orders"
urlpatterns = [path("<public_id:public_id>/", order.order, name="order")]
