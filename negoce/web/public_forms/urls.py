"""Addresses of public forms; the first one alone may stand in a frame of another site."""

from django.urls import path

from negoce.web.public_forms import confirmation, page

app_name = "public_forms"
_FORM = "<str:token>/"
_ONE = f"{_FORM}confirmation/<str:secret>/"
urlpatterns = [
    path(_FORM, page.form, name="form"),
    path(f"{_FORM}logo/", page.logo, name="logo"),
    path(f"{_FORM}colours.css", page.colours, name="colours"),
    path(_ONE, confirmation.confirmation, name="confirmation"),
    path(f"{_ONE}document/", confirmation.document, name="document"),
]
