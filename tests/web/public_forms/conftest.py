"""A form that is open, and the browser of somebody who never signs in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from negoce.parameters.models import Seller
from negoce.prospecting.models import PublicForm
from negoce.web.offers import limits
from negoce.web.offers.limits import forget_counts
from negoce.web.public_forms import tickets
from tests.factories.forms import ANSWERS, last_mail, make_form


@pytest.fixture(autouse=True)
def _world(settings: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(limits, "WINDOW", 10**9)
    forget_counts()
    Seller.objects.update_or_create(
        pk=1,
        defaults={"name": "Emballages du Dauphiné", "email": "bonjour@dauphine.example", "city": "Grenoble"},
    )


@pytest.fixture
def form() -> PublicForm:
    return make_form()


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def aged(monkeypatch: pytest.MonkeyPatch) -> Any:
    """`aged(10)`: tickets drawn now are ten seconds old."""
    real = tickets.time.time

    def age(seconds: float) -> None:
        monkeypatch.setattr(tickets.time, "time", lambda: real() + seconds)

    return age


def url_of(form: PublicForm) -> str:
    return f"/f/{form.token}/"


def ticket_of(page: HttpResponse) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page.content.decode())
    assert found is not None
    return found[1]


def post(visitor: Client, form: PublicForm, ticket: str, **given: str) -> Any:
    return visitor.post(url_of(form), {**ANSWERS, "ticket": ticket, **given})


def link_of_mail() -> str:
    found = re.search(r"http://testserver(/f/\S+)", last_mail().text)
    assert found is not None
    return found[1]
