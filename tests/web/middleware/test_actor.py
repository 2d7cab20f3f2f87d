"""What the middleware costs, and what each request is given."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from negoce.identity.enums import Role, Scope
from negoce.identity.models import RolePolicy, Territory
from negoce.web.middleware.actor import ActorMiddleware
from tests.factories.identity import make_team, make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "scope", "count"),
    [(Role.ADMINISTRATOR, Scope.ALL, 1), (Role.SALESPERSON, Scope.OWN, 2), (Role.MANAGER, Scope.TEAM, 2)],
)
def test_actor_costs_at_most_two_queries(queries: Queries, role: Role, scope: Scope, count: int) -> None:
    from django.http import HttpResponse

    team = make_team()
    user = make_user(role, scope=scope.value, team=team)
    for number in range(3):
        make_user(Role.SALESPERSON, team=team)
        Territory.objects.create(name=f"T{number}", team=team).people.add(user)
    RolePolicy.objects.create(role=role.value)
    request = RequestFactory().get("/")
    request.user = user
    with queries.exactly(count):
        ActorMiddleware(lambda request: HttpResponse())(request)
    assert request.actor.user_id == user.pk  # type: ignore[attr-defined]


def test_person_is_spoken_to_in_their_language(client: Client) -> None:
    client.force_login(make_user(language="en"))
    response = client.get(reverse("account:preferences"), HTTP_ACCEPT_LANGUAGE="fr")
    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en"' in response.content.decode()


def test_new_device_starts_with_the_person_s_theme(client: Client) -> None:
    client.force_login(make_user(theme="dark"))
    response = client.get(reverse("account:preferences"))
    assert 'data-theme="dark"' in response.content.decode()
    assert client.cookies["negoce_theme"].value == "dark"
    # What this device chose since then stays.
    client.cookies["negoce_theme"] = "light"
    assert 'data-theme="light"' in client.get(reverse("account:preferences")).content.decode()


def test_theme_cookie_is_only_a_theme(client: Client) -> None:
    client.cookies["negoce_theme"] = 'dark" onload="alert(1)'
    page = client.get(reverse("account_login")).content.decode()
    assert "onload" not in page
    assert 'data-theme="system"' in page
