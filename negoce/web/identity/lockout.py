"""What axes asks us: under which name failures are counted, and what a locked-out person reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from negoce.web.identity.address import client_address


def account_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """The account that an attempt aims at, however it was spelt: case and spaces make no second account."""
    given = credentials or request.POST
    for key in ("email", "login", "username"):
        if given.get(key):
            return " ".join(unicodedata.normalize("NFKC", str(given[key])).casefold().split())[:255]
    user = getattr(request, "user", None)
    return str(user.email) if user is not None and user.is_authenticated else ""


def locked_out(request: HttpRequest, response: HttpResponse, credentials: Mapping[str, Any]) -> HttpResponse:
    """The page of too many failures: until when and what to do, whether the account exists or not."""
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    context = {"until": _locked_until(request, credentials), "minutes": minutes}
    page = render(request, "account/lockout.html", context, status=429)
    page.headers["Retry-After"] = str(minutes * 60)
    page.headers["Cache-Control"] = "no-store"
    return page


def _locked_until(request: HttpRequest, credentials: Mapping[str, Any]) -> datetime:
    attempts = AccessAttempt.objects.filter(
        username=account_name(request, credentials), ip_address=client_address(request)
    )
    last = attempts.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    until: datetime = last + timedelta(hours=float(settings.AXES_COOLOFF_TIME))
    return until
