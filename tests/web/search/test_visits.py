"""Opened records are kept after the page has left, and never at its expense."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions import recent_note
from negoce.companies.models import RecentRecord
from negoce.identity.models import User
from negoce.web.search import visits
from tests.factories.companies import make_company
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> User:
    return make_user()


@pytest.fixture
def browser(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def opened(person: User) -> list[int]:
    rows = RecentRecord.objects.filter(user=person).order_by("-visited_at", "-pk")
    return list(rows.values_list("object_id", flat=True))


def test_the_page_leaves_before_anything_is_written(
    browser: Client, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], object]] = []
    monkeypatch.setattr(visits, "after_answer", lambda _request, work: waiting.append(work))
    company = make_company()
    browser.get(reverse("companies:record", args=[company.public_id]))
    assert opened(person) == []
    for work in waiting:
        work()
    assert opened(person) == [company.pk]


def test_opening_keeps_the_record_and_a_fragment_does_not(browser: Client, person: User) -> None:
    company = make_company()
    url = reverse("companies:record", args=[company.public_id])
    browser.get(url, headers={"HX-Request": "true"})
    assert opened(person) == []
    browser.get(url)
    assert opened(person) == [company.pk]


def test_a_failure_there_costs_the_person_nothing(
    browser: Client, person: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(visits, "note_visit", fail)
    company = make_company()
    assert browser.get(reverse("companies:record", args=[company.public_id])).status_code == 200
    assert "Work after the answer failed" in caplog.text


def test_only_the_last_ten_stay_and_the_price_is_constant(person: User, queries: Queries) -> None:
    from negoce.identity.queries.actors import actor_for

    actor = actor_for(person)
    made = [make_company() for _ in range(recent_note.KEPT + 4)]
    for company in made:
        recent_note.note_visit(actor, "company", company.pk)
    assert opened(person) == [company.pk for company in made[: -recent_note.KEPT - 1 : -1]]
    one_more = make_company()
    with queries.at_most(5):
        recent_note.note_visit(actor, "company", one_more.pk)
