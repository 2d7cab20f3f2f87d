"""Calls to those who buy already: what is said to them, and what a new session says of them."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Company
from negoce.identity.enums import Role
from negoce.orders.models import CustomerSales
from negoce.portfolio.enums import LifeStatus
from tests.factories.calls import SCRIPT, make_script, make_session, make_target
from tests.factories.companies import make_activity, make_company, make_contact
from tests.factories.day import make_life
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db
NEW = "/prospecting/calls/new/"


@pytest.fixture
def boss(client: Client) -> Client:
    client.force_login(make_user(Role.ADMINISTRATOR))
    return client


def called(boss: Client, text: str, status: LifeStatus) -> str:
    """The screen of a call with a company of this status, with a script."""
    company = make_company("Aux Dames", activity_code="47.78C", activity_code_version="rev2")
    today = timezone.localdate()
    make_life(company, status, cadence_days=7)
    CustomerSales.objects.create(company=company, last_order_on=today - timedelta(days=5), as_of=today)
    session = make_session(script=make_script(text=text))
    make_target(session, contact=make_contact(company, phone="+33145678901"), number="+33145678901")
    return boss.post(f"/prospecting/calls/{session.public_id}/call/next/", follow=True).content.decode()


def test_a_customer_is_spoken_to_of_their_orders_from_their_own_step(boss: Client) -> None:
    page = called(boss, f"{SCRIPT}# Client\nEt vos commandes ?\n", LifeStatus.AMBASSADOR)
    assert ("tous les 7 jours" in page, "deux questions" in page, "<details><summary>Déjà" in page) == (
        True,
        False,
        False,
    )
    assert 'data-start="3"' in page
    assert 'data-step="1" hidden' in page


def test_a_script_without_a_step_for_customers_is_folded_before_one(boss: Client) -> None:
    page = called(boss, SCRIPT, LifeStatus.REGULAR)
    assert ("<details><summary>Déjà cliente" in page, 'data-start="1"' in page) == (True, True)


def test_a_prospect_hears_the_script_from_its_first_step(boss: Client) -> None:
    page = called(boss, f"{SCRIPT}# Client\nEt vos commandes ?\n", LifeStatus.COLD)
    assert ('data-start="1"' in page, "Déjà cliente" in page) == (True, False)


def test_a_new_session_says_who_buys_already_and_who_has_something_ahead(boss: Client) -> None:
    make_life(make_company("Cliente", city="Valence"), LifeStatus.REGULAR)
    make_life(make_company("Suspecte", city="Valence"), LifeStatus.SUSPECT)
    met = make_company("Vue bientôt", city="Valence", next_activity_on=timezone.localdate())
    make_life(met, LifeStatus.WARM)
    make_activity(met, kind=ActivityKind.VISIT.value)
    make_company("En retard", city="Valence", next_activity_on=timezone.localdate() - timedelta(days=1))
    page = boss.get(f"{NEW}?filter=city+is+Valence").content.decode()
    assert ("1 est déjà cliente." in page, "1 a déjà un rendez-vous ou une tâche à venir." in page) == (
        True,
        True,
    )
    without = "(city is Valence) and status is suspect,lead,to_approach,cold,warm,hot,dormant,lost"
    left = boss.get(f"{NEW}?filter={quote(without)}").content.decode()
    assert ("2 entreprises à mettre en file" in left, "déjà cliente" in left) == (True, False)
    assert quote(without, safe="").replace("%20", "+") in page


def test_thousands_are_told_apart(boss: Client) -> None:
    Company.objects.bulk_create(Company(name=f"Épicerie {n}", name_key=f"epicerie {n}") for n in range(1_005))
    assert "1\u202f005 entreprises à mettre en file" in boss.get(NEW).content.decode()
