"""The page of sales cycles, and a deal that follows one in the browser."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from negoce.companies.models import Activity
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.negotiation.models import Deal, SalesCycle
from negoce.negotiation.rules.cycles import read_steps, step_of
from tests.factories.deals import make_deal
from tests.factories.identity import make_user
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def client_of(role: Role) -> Client:
    client = Client()
    client.force_login(make_user(role=role), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def isabelle() -> Client:
    return client_of(Role.ADMINISTRATOR)


@pytest.fixture
def short() -> SalesCycle:
    return SalesCycle.objects.get(key="short")


def test_the_page_shows_each_kind_of_sale_at_the_same_cost(isabelle: Client, queries: Queries) -> None:
    page = isabelle.get(reverse("cycles:list")).content.decode()
    for words in (
        "Vente courte",
        "Vente longue",
        "Vente en deux rendez-vous",
        "Vente à distance",
        "58 jours",
    ):
        assert words in page
    assert "Rappeler pour obtenir le rendez-vous" in page
    queries.same(
        lambda: SalesCycle.objects.create(name="Autre", kind="own"),
        lambda: isabelle.get(reverse("cycles:list")),
    )


def test_a_cycle_is_made_becomes_that_of_the_house_and_goes(isabelle: Client, short: SalesCycle) -> None:
    assert isabelle.get(reverse("cycles:new"), headers=HTMX).status_code == 200
    made = isabelle.post(reverse("cycles:new"), {"name": "Salon", "kind": "short", "is_default": "on"})
    row = SalesCycle.objects.get(name="Salon")
    assert (made.status_code, row.is_default, row.steps) == (302, True, short.steps)
    isabelle.post(
        reverse("cycles:cycle", args=[short.public_id]), {"name": "", "kind": "short", "is_default": "on"}
    )
    assert [each.pk for each in SalesCycle.objects.filter(is_default=True)] == [short.pk]
    deal = make_deal(cycle=row)
    isabelle.post(reverse("cycles:removal", args=[row.public_id]))
    assert "1 affaire en cours suit ce cycle" in isabelle.get(reverse("cycles:list")).content.decode()
    Deal.objects.filter(pk=deal.pk).update(cycle=None)
    isabelle.post(reverse("cycles:removal", args=[row.public_id]))
    assert not SalesCycle.objects.filter(name="Salon").exists()
    told = (
        JournalEntry.objects.filter(subject_kind="sales_cycle").order_by("pk").values_list("verb", flat=True)
    )
    assert list(told) == ["created", "changed", "deleted"]


def test_a_step_is_changed_or_says_what_to_mend(isabelle: Client, short: SalesCycle) -> None:
    address = reverse("cycles:step", args=[short.public_id, "contact"])
    form = isabelle.get(address, headers=HTMX).content.decode()
    assert "Rappeler pour obtenir le rendez-vous" in form
    values = {
        "used": "on",
        "days": "9",
        "subject-1": "Rappeler pour obtenir le rendez-vous",
        "kind-1": "call",
        "days-1": "3",
        "subject-2": "Écrire",
        "kind-2": "email",
        "days-2": "5",
        "revision": "0",
    }
    bad = isabelle.post(address, {**values, "days": "0", "days-2": "-1"}, headers=HTMX)
    assert bad.status_code == 422
    assert "Un nombre de jours de 1 à 730." in bad.content.decode()
    isabelle.post(address, values, headers=HTMX)
    short.refresh_from_db()
    step = step_of(read_steps(short.steps), "contact")
    assert (step.days, [(task.code, task.subject, task.days) for task in step.tasks]) == (
        9,
        [("call_back", "Rappeler pour obtenir le rendez-vous", 3), ("", "Écrire", 5)],
    )
    late = isabelle.post(address, {**values, "days": "12"}, headers=HTMX)
    assert late.status_code == 409
    assert "Vous avez enregistré cette fiche entre-temps" in late.content.decode()


@pytest.mark.asked_already
def test_who_does_not_set_the_house_is_refused(short: SalesCycle) -> None:
    seller = client_of(Role.SALESPERSON)
    addresses = [
        reverse("cycles:list"),
        reverse("cycles:new"),
        reverse("cycles:cycle", args=[short.public_id]),
        reverse("cycles:step", args=[short.public_id, "contact"]),
    ]
    assert [seller.get(each).status_code for each in addresses] == [403] * 4
    assert seller.post(reverse("cycles:removal", args=[short.public_id])).status_code == 403


def test_a_deal_follows_its_cycle_on_its_page(short: SalesCycle) -> None:
    seller, deal = client_of(Role.ADMINISTRATOR), make_deal(step="contact")
    page = reverse("deals:deal", args=[deal.public_id])
    assert seller.get(page).content.decode().count('name="step"') == 9
    for name, value in (
        ("cycle", short.public_id),
        ("purchase_stage", "comparison"),
        ("buying_class", "new_task"),
    ):
        field = reverse("deals:field", args=[deal.public_id, name])
        assert seller.get(field, headers=HTMX).status_code == 200
        assert seller.post(field, {"value": value}, headers=HTMX).status_code == 200
    shown = seller.get(page).content.decode()
    assert shown.count('name="step"') == 5
    assert "Comparaison · Achat nouveau" in shown
    assert "Sera prévu : E-mail, 1 jour après : Confirmer la commande par écrit" in shown
    seller.post(reverse("deals:step", args=[deal.public_id]), {"step": "conclusion", "seen": "contact"})
    assert Activity.objects.get(deal_link__deal=deal).subject == "Confirmer la commande par écrit"


def test_the_board_of_a_cycle_has_its_columns_and_its_deals(short: SalesCycle) -> None:
    seller, deal = client_of(Role.ADMINISTRATOR), make_deal(name="Films", step="discussion", cycle=short)
    other = make_deal(name="Caisses")
    board = reverse("deals:board")
    assert "Caisses" in seller.get(board).content.decode()
    page = seller.get(board, {"cycle": short.public_id}).content.decode()
    assert [page.count(f'data-column="{key}"') for key in ("contact", "presentation", "negotiation", "approach")] == [
        1, 1, 0, 0,
    ]  # fmt: skip
    assert ("Films" in page, "Caisses" in page) == (True, False)
    step = reverse("deals:step", args=[deal.public_id])
    given = {"place": "board", "cycle": short.public_id, "column": "contact", "seen": "discussion"}
    moved = seller.post(step, given).json()
    assert (moved["column"], moved["lanes"]["contact"]["count"]) == ("contact", "1")
    address = f"http://testserver{board}?cycle={short.public_id}"
    asked = seller.get(step, headers={**HTMX, "HX-Current-URL": address}).content.decode()
    assert asked.count('name="column"') == 5
    SalesCycle.objects.filter(pk=short.pk).update(is_default=True)
    assert other.name in seller.get(board, {"cycle": short.public_id}).content.decode()
    refused = seller.post(step, {**given, "column": "negotiation"})
    assert refused.status_code == 422
