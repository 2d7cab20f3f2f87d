"""The choice of channels: weighed, recommended with a reason, kept for the plan (P3)."""

from __future__ import annotations

from decimal import Decimal as D

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.enums import OriginChannel
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry, User
from negoce.portfolio.models import PlanFigures
from negoce.prospecting.models import ChannelChoice, PlanCost, ProspectingPlan
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


def counted(owner: User, channel: str, amount: int, customers: int, **fields: object) -> ProspectingPlan:
    plan = make_plan(owner, state="closed", **fields)
    PlanCost.objects.create(plan=plan, channel=channel, kind="pay", day=plan.starts_on, amount=D(amount))
    content = {"channels": {channel: {"customers": customers}}}
    PlanFigures.objects.create(plan=plan, as_of=plan.ends_on, content=content, made_at=plan.created_at)
    return plan


def test_our_own_cost_speaks_from_five_customers_on() -> None:
    user = manager()
    client = signed_in(user)
    row = begun(client)
    typed = notes(phone=("in_house", "8", "8", "8", ""))
    url = f"{PAGE}{row.public_id}/"
    for customers, cost in ((4, "—"), (1, "120,00\u00a0€")):
        counted(user, "phone", 300, customers)
        assert client.post(f"{url}figures/").status_code == 302
        assert client.post(f"{url}preview/", typed).context["placed"][0]["cost"] == cost


def test_a_choice_keeps_the_figures_it_was_made_on_for_whoever_reads_it() -> None:
    boss, colleague = manager(), make_user(Role.MARKETING, scope=Scope.OWN.value)
    mine = counted(boss, "phone", 4_200, 6, name="Hors de vue")
    seen = make_plan(boss, state="running")
    seen.people.create(person=colleague)
    client = signed_in(boss)
    client.post(f"/prospecting/plans/{seen.public_id}/channels/")
    row = ChannelChoice.objects.get()
    url = f"{PAGE}{row.public_id}/"
    client.post(url, {**notes(phone=("in_house", "8", "8", "8", "")), "revision": "0"})
    PlanCost.objects.create(plan=mine, channel="phone", kind="pay", day=mine.starts_on, amount=D(1_800))
    shown = []
    for reader in (boss, colleague):
        page = signed_in(reader).get(url).context
        shown.append(([each["cost"] for each in page["placed"]], page["known_plans"], page["known_others"]))
    link = (f"/prospecting/plans/{mine.public_id}/", "Hors de vue")
    assert shown == [(["700,00\u00a0€"], [link], ""), (["700,00\u00a0€"], [], "1 autre plan")]
    assert client.post(f"{url}figures/").status_code == 302
    page = signed_in(colleague).get(url).context
    assert [each["cost"] for each in page["placed"]] == ["1\u202f000,00\u00a0€"]
    told = JournalEntry.objects.filter(subject_kind="channel_choice").latest("pk").values
    assert told == {"known": [["phone 4200.00 / 6"], ["phone 6000.00 / 6"]]}
    seller = make_user(Role.SALESPERSON, scope=Scope.OWN.value)
    seen.people.create(person=seller)
    assert signed_in(seller).post(f"{url}figures/").status_code == 403


def test_channels_kept_wait_in_the_form_of_the_plan_and_nothing_is_written_before_it_is_saved() -> None:
    user = manager()
    client, plan = signed_in(user), make_plan(user, state="running", started_at=timezone.now())
    plan.channels.create(channel="fair", budget=D(900))
    assert client.post(f"/prospecting/plans/{plan.public_id}/channels/").status_code == 302
    assert client.post(f"/prospecting/plans/{plan.public_id}/channels/").status_code == 302
    row = ChannelChoice.objects.get()
    typed = notes(phone=PHONE)
    shown = client.post(f"{PAGE}{row.public_id}/preview/", typed).content.decode()
    client.post(f"{PAGE}{row.public_id}/", {**typed, "revision": "0"})
    # What one types draws the same as what one comes back to.
    page = client.get(f"{PAGE}{row.public_id}/")
    assert shown.strip() in page.content.decode()
    assert 'name="retained" value="phone:in_house"' in shown
    url = page.context["retention_url"]
    form = client.get(url, {"retained": ["fair:outsourced", "email:outsourced", "pigeon:in_house", "email"]})
    kept = [(each.channel, each.mode, each.budget) for each in form.context["rows"] if each.channel]
    assert kept == [("fair", "outsourced", "900"), ("email", "outsourced", "")]
    assert (form.context["retains"], form.context["is_running"]) == (True, True)
    assert dict(plan.channels.values_list("channel", "mode")) == {"fair": "in_house"}
    typed_plan = {
        "name": plan.name, "starts_on": "02/11/2026", "ends_on": "31/12/2026", "target_orders": "10",
        "quote_rate": "25", "meeting_rate": "50", "contact_rate": "12", "owner": user.public_id,
        "row_channel": ["fair", "email"], "row_mode": ["in_house", "outsourced"], "row_budget": ["900", "100"],
        "row_orders": ["", ""], "row_rate": ["", ""], "revision": str(plan.revision),
    }  # fmt: skip
    answer = client.post(url, typed_plan, follow=True)
    assert dict(plan.channels.values_list("channel", "budget")) == {"fair": D(900), "email": D(100)}
    assert "se répartit entre eux" in answer.content.decode()


def test_who_sells_weighs_nothing_and_sees_no_choice_of_others() -> None:
    row = begun(signed_in(manager()))
    client = signed_in(make_user(Role.SALESPERSON, scope=Scope.OWN.value))
    assert client.get(f"{PAGE}{row.public_id}/").status_code == 404
    assert client.get(PAGE).context["choices"] == []
    assert client.get(f"{PAGE}new/").status_code == 403
