"""The order of the favourites."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.actions.pin_order import keep_pin_order
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
PINS = ["companies/dormant", "contacts/all", "companies/mine"]


@pytest.mark.parametrize(
    ("wanted", "after"),
    [
        (
            ["contacts/all", "companies/dormant", "companies/mine"],
            ["contacts/all", "companies/dormant", "companies/mine"],
        ),
        (["companies/mine"], ["companies/mine", "companies/dormant", "contacts/all"]),
        (
            ["pirate", "contacts/all", "contacts/all", ""],
            ["contacts/all", "companies/dormant", "companies/mine"],
        ),
        ([], PINS),
    ],
)
def test_the_order_is_kept_and_nothing_gets_in_or_out(wanted: list[str], after: list[str]) -> None:
    user = make_user(preferences={"pins": PINS, "lists": {"companies": {}}})
    keep_pin_order(actor_for(user), pins=wanted)
    assert User.objects.get(pk=user.pk).preferences == {"pins": after, "lists": {"companies": {}}}


def test_what_was_stored_badly_is_no_harm() -> None:
    user = make_user(preferences={"pins": "x"})
    keep_pin_order(actor_for(user), pins=["x"])
    assert User.objects.get(pk=user.pk).preferences == {"pins": []}


def test_nobody_has_no_favourites() -> None:
    with pytest.raises(NotAllowed):
        keep_pin_order(system_actor(), pins=[])


def test_through_the_sidebar(client: Client) -> None:
    views = ["companies/dormant", "companies/mine"]
    user = make_user(preferences={"pins": views})
    client.force_login(user)
    assert (
        client.post(reverse("account:favourite_order"), {"order": ",".join(views[::-1])}).status_code == 204
    )
    assert User.objects.get(pk=user.pk).preferences["pins"] == views[::-1]
