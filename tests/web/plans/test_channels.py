"""The choice of channels: weighed, recommended with a reason, kept for the plan (P3)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.test import Client

from negoce.companies.enums import OriginChannel
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import ChannelChoice, PlanCost
from tests.factories.identity import make_user
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
PAGE = "/prospecting/channels/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def manager() -> User:
    return make_user(Role.MANAGER, scope=Scope.ALL.value)


def notes(**given: tuple[str, str, str, str, str]) -> dict[str, object]:
    """Rows of the form: by channel its mode, three notes and cost; the others are empty."""
    rows = [given.get(each.value, ("in_house", "", "", "", "")) for each in OriginChannel]
    names = ("mode", "effectiveness", "skill", "credibility", "cost")
    columns = {f"row_{name}": [row[place] for row in rows] for place, name in enumerate(names)}
    return {"row_channel": [each.value for each in OriginChannel], **columns}


PHONE, EMAIL = ("in_house", "8", "3", "8", "700"), ("outsourced", "6", "2", "6", "600")
LETTER = ("in_house", "3", "9", "9", "10")


def begun(client: Client, **given: str) -> ChannelChoice:
    assert client.get(f"{PAGE}new/").status_code == 200
    client.post(f"{PAGE}new/", {"name": "Boutiques", "target": "Rhône", "launch": "Vitrines", **given})
    return ChannelChoice.objects.get()


def test_channels_are_weighed_and_the_cheapest_that_fits_is_recommended() -> None:
    client = signed_in(manager())
    row = begun(client)
    url = f"{PAGE}{row.public_id}/"
    typed = notes(phone=PHONE, email=EMAIL, letter=LETTER)
    shown = client.post(f"{url}preview/", typed).context
    assert [(each["key"], str(each["verdict"]), each["gap"]) for each in shown["placed"]] == [
        ("email", "Recommandé", False),
        ("phone", "Possible", True),
        ("letter", "Touche mal la cible", False),
    ]
    assert client.post(url, {**typed, "revision": "0"}).status_code == 302
    assert client.post(url, {**typed, "revision": "0"}).status_code == 409
    assert row.scores.get(channel="phone").estimated_cost == D(700)
    assert [each["key"] for each in client.get(url).context["placed"]] == ["email", "phone", "letter"]
    assert JournalEntry.objects.filter(subject_kind="channel_choice").count() == 2
    assert client.get(PAGE).context["choices"][0]["name"] == "Boutiques"


def test_a_wrong_note_is_said_beside_its_channel() -> None:
    client = signed_in(manager())
    row = begun(client)
    wrong = notes(phone=("in_house", "11", "", "", ""), email=("in_house", "8", "", "", "-4"))
    answer = client.post(f"{PAGE}{row.public_id}/", {**wrong, "revision": "0"})
    assert answer.status_code == 422
    faulty = {each["typed"].channel for each in answer.context["lines"] if each["faults"]}
    assert faulty == {"phone", "email"}
    assert not row.scores.exclude(effectiveness=None).exists()
    assert client.post(f"{PAGE}new/", {"name": " "}).status_code == 422


def test_our_own_cost_speaks_from_five_customers_on() -> None:
    user = manager()
    client = signed_in(user)
    row = begun(client)
    typed = notes(phone=("in_house", "8", "8", "8", ""))
    url = f"{PAGE}{row.public_id}/preview/"
    for customers, cost in ((4, "—"), (1, "120,00\u00a0€")):
        plan = make_plan(user, state="closed")
        PlanCost.objects.create(plan=plan, channel="phone", kind="pay", day=plan.starts_on, amount=D(300))
        content = {"channels": {"phone": {"customers": customers}}}
        PlanFigures.objects.create(plan=plan, as_of=plan.ends_on, content=content, made_at=plan.created_at)
        assert client.post(url, typed).context["placed"][0]["cost"] == cost


def test_channels_kept_go_into_the_plan_once() -> None:
    user = manager()
    client, plan = signed_in(user), make_plan(user)
    plan.channels.create(channel="fair", budget=D(900))
    assert client.post(f"/prospecting/plans/{plan.public_id}/channels/").status_code == 302
    assert client.post(f"/prospecting/plans/{plan.public_id}/channels/").status_code == 302
    row = ChannelChoice.objects.get()
    typed = notes(phone=PHONE)
    shown = client.post(f"{PAGE}{row.public_id}/preview/", typed).content.decode()
    client.post(f"{PAGE}{row.public_id}/", {**typed, "revision": "0"})
    # What one types draws the same as what one comes back to.
    assert shown.strip() in client.get(f"{PAGE}{row.public_id}/").content.decode()
    assert 'name="retained" value="phone"' in shown
    url = f"{PAGE}{row.public_id}/retention/"
    assert client.post(url, {"retained": ["fair", "email"]}).status_code == 302
    assert dict(plan.channels.values_list("channel", "budget")) == {"fair": D(900), "email": D(0)}
    client.post(url, {})
    assert plan.channels.count() == 2


def test_who_sells_weighs_nothing_and_sees_no_choice_of_others() -> None:
    row = begun(signed_in(manager()))
    client = signed_in(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    assert client.get(f"{PAGE}{row.public_id}/").status_code == 404
    assert client.get(PAGE).context["choices"] == []
    assert client.get(f"{PAGE}new/").status_code == 403
