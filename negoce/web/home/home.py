"""The address `/`."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def home(request: HttpRequest) -> HttpResponse:
    """Leads to the day of whoever is signed in."""
    return redirect("day:page")
