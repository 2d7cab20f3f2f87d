"""Addresses of the editor of lines."""

from django.urls import path

from negoce.web.sale_lines import products

app_name = "sale_lines"
urlpatterns = [path("products/", products.products, name="products")]
