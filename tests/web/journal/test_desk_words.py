"""What the journal keeps of deals is told in words, there and on the page of a deal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from negoce.identity.enums import Role
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.deals.update import update_deal
from negoce.web.journal.values import value_words
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("deal", "state", "won", "Gagnée"),
        ("deal", "step", "leave_taking", "Congé"),
        ("deal", "outcome_reason", "no_budget", "Pas de budget"),
        ("deal", "amount", "48000.00", "48 000,00"),
        ("deal", "people", "0pmaydveanym, s1gsff7zbgc3", "2 personnes"),
        ("objective", "outcome", "partly", "En partie"),
        ("concession", "state", "reserve", "en réserve"),
    ],
)
def test_a_stored_value_is_said_in_words(kind: str, field: str, value: str, words: str) -> None:
    said = value_words(kind, field, value, {}).replace("\u202f", " ").replace("\u00a0", " ")
    assert said.lower() == words.lower()


@pytest.mark.django_db
def test_the_history_of_a_deal_says_what_changed() -> None:
    deal = make_deal(amount=Decimal(900), close_on=date(2026, 12, 15))
    update_deal(make_actor(), deal, changes={"amount": "1 200", "purchase_stage": "decision"})
    close_deal(make_actor(), deal, outcome={"state": "lost", "outcome_reason": "price"})
    browser = Client()
    browser.force_login(make_user(Role.ADMINISTRATOR))
    said = browser.get(reverse("deals:panel", args=[deal.public_id, "journal"])).content.decode()
    said = said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "a changé montant HT : 900,00 → 1 200,00 ; étape de l’achat : — → Décision" in said
    assert "l’a notée perdue" in said
