"""Addresses of approaches."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.approaches import dialogs

app_name = "approaches"
urlpatterns = [
    path("companies/<public_id:company_id>/approaches/new/", dialogs.of_company, name="of_company"),
    path("contacts/<public_id:contact_id>/approaches/new/", dialogs.of_contact, name="of_contact"),
    path("approaches/<public_id:public_id>/deal/", dialogs.to_deal, name="deal"),
    path("approaches/<public_id:public_id>/stop/", dialogs.stop, name="stop"),
]
