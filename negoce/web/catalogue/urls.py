"""Addresses of the catalogue."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.catalogue import families, field_edit, price_grid, price_lists, product, product_form

app_name = "catalogue"
_LIST = "price-lists/<public_id:public_id>/"
urlpatterns = [
    path("new/", product_form.create, name="create"),
    path("families/", families.families, name="families"),
    path("families/<public_id:public_id>/", families.family, name="family"),
    path("families/<public_id:public_id>/deletion/", families.family_deletion, name="family_deletion"),
    path("choices/", price_grid.product_choices, name="product_choices"),
    path("price-lists/", price_lists.lists, name="price_lists"),
    path("price-lists/new/", price_lists.create, name="price_list_create"),
    path(f"{_LIST}", price_lists.price_list, name="price_list"),
    path(f"{_LIST}editing/", price_lists.edit, name="price_list_edit"),
    path(f"{_LIST}copy/", price_lists.copy, name="price_list_copy"),
    path(f"{_LIST}retirement/", price_lists.retirement, name="price_list_retirement"),
    path(f"{_LIST}grid/", price_grid.grid, name="price_grid"),
    path(f"{_LIST}items/", price_grid.items, name="price_items"),
    path(f"{_LIST}items/<int:item>/deletion/", price_grid.item_deletion, name="price_item_deletion"),
    path(f"{_LIST}items/<int:item>/<slug:name>/", price_grid.item, name="price_item"),
    path("<public_id:public_id>/", product.product, name="product"),
    path("<public_id:public_id>/fields/<slug:name>/", field_edit.field, name="field"),
    path("<public_id:public_id>/retirement/", product_form.retirement, name="retirement"),
]
