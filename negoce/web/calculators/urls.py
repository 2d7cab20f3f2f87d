"""Addresses of the calculations."""

from django.urls import path

from negoce.web.calculators import listing, page

app_name = "calculators"
urlpatterns = [
    path("", listing.listing, name="list"),
    path("<slug:ask>/", page.calculator, name="calculator"),
]
