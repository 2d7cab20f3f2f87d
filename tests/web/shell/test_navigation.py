"""The frame: what exists and may be opened, where one is, and the count beside it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from negoce.companies.queries.lists.registry import LISTS
from negoce.identity.enums import Role, Scope
from negoce.identity.queries.actors import actor_for
from negoce.web.shell import counts
from negoce.web.shell.navigation import page_url
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor, make_user

pytestmark = pytest.mark.django_db


def labels(client: Client) -> list[str]:
    groups = client.get(reverse("account:preferences")).context["shell"].groups
    return [item.label for group in groups for item in group.items]


def test_administrator_has_the_journal_and_a_reader_has_not(client: Client) -> None:
    client.force_login(make_user())
    assert {"Journal", "Réglages"} <= set(labels(client))
    reader = Client()
    reader.force_login(make_user(Role.READ_ONLY))
    assert "Journal" not in labels(reader)
    assert "Imports" not in labels(reader)


def test_reader_creates_nothing(client: Client) -> None:
    client.force_login(make_user(Role.READ_ONLY))
    assert client.get(reverse("account:preferences")).context["shell"].create == ()


@pytest.mark.asked_already
def test_nearest_place_is_the_current_one(client: Client) -> None:
    client.force_login(make_user())
    groups = client.get(reverse("journal:search")).context["shell"].groups
    assert [item.label for group in groups for item in group.items if item.active] == ["Journal"]
    groups = client.get(reverse("identity:people")).context["shell"].groups
    assert [item.label for group in groups for item in group.items if item.active] == ["Réglages"]


def test_the_group_where_one_is_shows_all_its_places(client: Client) -> None:
    client.force_login(make_user())
    elsewhere = client.get(reverse("journal:search"))
    shown = {
        item.label: not item.folded for group in elsewhere.context["shell"].groups for item in group.items
    }
    assert (shown["Factures"], shown["Relances"], shown["Tarifs"]) == (True, False, False)
    assert (
        reverse("payments:reminders")
        not in elsewhere.content.decode().split('class="side"')[1].split("</n-drawer>")[0]
    )
    here = client.get(reverse("payments:ageing")).context["shell"].groups
    shown = {item.label: not item.folded for group in here for item in group.items}
    assert (shown["Factures"], shown["Relances"], shown["Tarifs"]) == (True, True, False)


def test_page_that_does_not_exist_has_no_address() -> None:
    assert page_url("nowhere:at_all") == ""


def test_count_is_of_what_the_person_sees_and_capped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert counts.company_count(make_actor()) == ""
    owner = make_user(Role.SALESPERSON)
    for number in range(4):
        make_company(owner=owner if number < 2 else None)
    make_company(owner=owner).delete()
    assert counts.company_count(make_actor()) == "4"
    assert counts.company_count(actor_for(owner)) == "2"
    monkeypatch.setattr(counts, "COUNTED_UP_TO", 3)
    assert counts.company_count(make_actor()) == "3+"


def test_count_is_kept_a_while(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.NEGOCE_COUNT_SECONDS = 60  # type: ignore[attr-defined]
    monkeypatch.setattr(counts, "_kept", {})
    make_company()
    assert counts.company_count(make_actor()) == "1"
    make_company()
    assert counts.company_count(make_actor()) == "1"


def test_settings_page_shows_what_one_may_set(client: Client) -> None:
    client.force_login(make_user(Role.SALESPERSON))
    page = client.get(reverse("settings:hub")).content.decode()
    assert (reverse("account:preferences") in page, reverse("identity:people") in page) == (True, False)
    admin = Client()
    admin.force_login(make_user())
    assert reverse("identity:people") in admin.get(reverse("settings:hub")).content.decode()


def test_the_agenda_counts_what_is_late_or_for_today(monkeypatch: pytest.MonkeyPatch) -> None:
    user = make_user(Role.SALESPERSON)
    actor = actor_for(user)
    assert counts.due_activities(actor) == ""
    now = timezone.now()
    for days, owner, state in ((-3, user, "planned"), (0, user, "planned"), (2, user, "planned")):
        make_activity(
            make_company(owner=user), owner=owner, state=state, starts_at=now + timedelta(days=days)
        )
    make_activity(make_company(owner=user), owner=user, state="done", starts_at=now)
    make_activity(make_company(owner=user), owner=make_user(), state="planned", starts_at=now)
    assert counts.due_activities(actor) == "2"
    monkeypatch.setattr(counts, "MOST_LISTED", 2)
    assert counts.due_activities(actor) == "1+"


def test_favourites_can_be_moved_when_there_are_two(client: Client) -> None:
    views = [f"companies/{view.key}" for view in LISTS["companies"].views[:2]]
    user = make_user(preferences={"pins": views})
    client.force_login(user)
    page = client.get(reverse("account:preferences")).content.decode()
    assert [page.count("<n-order"), page.count('class="grip"'), page.count("data-order=")] == [1, 2, 2]
    user.preferences = {"pins": views[:1]}
    user.save()
    page = client.get(reverse("account:preferences")).content.decode()
    assert [page.count("<n-order"), page.count('class="grip"')] == [0, 0]


EVERYBODY = [
    pytest.param(role, scope, marks=() if role is Role.ADMINISTRATOR else pytest.mark.asked_already)
    for role, scope in [
        *((role, Scope.ALL) for role in Role),
        (Role.SALESPERSON, Scope.OWN),
        (Role.MANAGER, Scope.TEAM),
    ]
]


@pytest.mark.parametrize(("role", "scope"), EVERYBODY)
def test_every_line_that_somebody_sees_opens(role: Role, scope: Scope, client: Client) -> None:
    client.force_login(make_user(role, scope=scope.value))
    groups = client.get("/companies/").context["shell"].groups
    shown = [item.url for group in groups for item in group.items]
    assert len(shown) > 20
    assert [(url, status) for url in shown if (status := client.get(url).status_code) not in (200, 302)] == []
