"""Addresses of the catalogue."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.catalogue import families, field_edit, product, product_form

app_name = "catalogue"
urlpatterns = [
    path("new/", product_form.create, name="create"),
    path("families/", families.families, name="families"),
    path("families/<public_id:public_id>/", families.family, name="family"),
    path("families/<public_id:public_id>/deletion/", families.family_deletion, name="family_deletion"),
    path("<public_id:public_id>/", product.product, name="product"),
    path("<public_id:public_id>/fields/<slug:name>/", field_edit.field, name="field"),
    path("<public_id:public_id>/retirement/", product_form.retirement, name="retirement"),
]
