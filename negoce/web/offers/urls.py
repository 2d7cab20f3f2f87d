"""Addresses of the public pages of offers."""

from django.urls import path

from negoce.web.offers import acceptance, answers, files, page

app_name = "offers"
_OFFER = "<str:token>/"
urlpatterns = [
    path(_OFFER, page.offer, name="offer"),
    path(f"{_OFFER}totals/", page.totals, name="totals"),
    path(f"{_OFFER}code/", acceptance.code, name="code"),
    path(f"{_OFFER}acceptance/", acceptance.acceptance, name="acceptance"),
    path(f"{_OFFER}refusal/", answers.refusal, name="refusal"),
    path(f"{_OFFER}change/", answers.change, name="change"),
    path(f"{_OFFER}offer.pdf", files.pdf, name="pdf"),
    path(f"{_OFFER}logo/", files.logo, name="logo"),
    path(f"{_OFFER}colours.css", files.colours, name="colours"),
]
