"""Addresses of the calculations."""

from django.urls import path

from negoce.web.calculators import einvoice, listing, page

app_name = "calculators"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("einvoice/", einvoice.check, name="einvoice"),
    path("<slug:ask>/", page.calculator, name="calculator"),
]
