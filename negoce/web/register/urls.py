"""Addresses of what completes companies from the register."""

from django.urls import path

import negoce.web.companies.converters  # noqa: F401 - makes `<public_id:…>` known
from negoce.web.register import company, many

app_name = "register"
urlpatterns = [
    path("companies/<public_id:public_id>/register/", company.page, name="company"),
    path("companies/<public_id:public_id>/register/taking/", company.taking, name="taking"),
    path("prospecting/register/", many.page, name="many"),
]
