"""The address `/`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def home(request: HttpRequest) -> HttpResponse:
    """Leads to the companies, until there is a day to open."""
    return redirect("/companies/")
