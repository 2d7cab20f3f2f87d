"""The demo sells by the ordinary actions: stopped at any point it goes on, and nothing is doubled."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db.models import F

from negoce.billing.models import BankLine, FiscalDocument, RebateAgreement, Receivable, Reminder
from negoce.catalogue.models import NegotiatedPrice, PriceList, PriceListItem, TermsOfSale, TermsReceipt
from negoce.companies.models import DeclaredFact
from negoce.demo.seeding import selling
from negoce.demo.seeding.past_deals import BATCH
from negoce.demo.seeding.prospect_deals import BATCH as PROSPECT_BATCH
from negoce.demo.seeding.selling import sell
from negoce.jobs.models import Job
from negoce.loyalty.models import Contract
from negoce.negotiation.models import Deal, DealActivity, Objective, Quote, QuoteLine
from negoce.parameters.models import Parameter
from negoce.portfolio.models import CustomerRank, PlannedAction, SalesTarget, SavedReport, StatusBudget
from tests.conftest import TODAY
from tests.demo.test_seed import SCALE, seeded_world

pytestmark = pytest.mark.django_db


# Pieces of each kind, fewer than the demo has.
_FEW = {
    "DEALS": 12,
    "CONTRACTS": 2,
    "TERMS": 2,
    "PRICE_LISTS": 2,
    "AGREED": 3,
    "REBATES": 2,
    "REMINDERS": 12,
    "NEXT_STEPS": 6,
    "BEHAVIOUR": 17,
    "QUALIFIED": 6,
    "REFERRALS": 4,
    "PAST_DEALS": 1,
    "PROSPECT_DEALS": 1,
}


class Killed(Exception):
    """What a kill looks like from inside."""


def test_nothing_is_sold_in_a_world_that_is_not_there() -> None:
    assert sell() == {}


def test_deals_quotes_contracts_and_invoices_killed_and_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    seeded_world(scale=SCALE)
    for name, pieces in _FEW.items():
        monkeypatch.setattr(selling, name, pieces)
    # Nobody else writes here.
    monkeypatch.setattr(selling, "FREE_SECONDS", 0)
    stop_at = {"price_lists": 1, "deals": 5, "invoices": 2}

    def kill(done: int, total: int, label: str) -> None:
        if stop_at.get(label) == done:
            del stop_at[label]
            raise Killed

    for _each in range(3):
        with pytest.raises(Killed):
            sell(kill)
    marks = sell()
    assert (marks["deals"], Deal.objects.filter(company__orders__isnull=False).distinct().count()) == (
        12,
        12 + BATCH,
    )
    _check_deals_of_prospects()
    assert {"draft", "sent", "accepted"} & set(Quote.objects.values_list("state", flat=True))
    _check_days_of_quotes()
    assert Contract.objects.count() <= 2
    assert not Contract.objects.filter(next_invoice_on__lt=F("starts_on")).exists()
    assert QuoteLine.objects.filter(is_option=True).exclude(option_group="").exists()
    _check_prices_and_agreements()
    _check_what_is_known_and_planned()
    _check_past_deals_and_targets()
    assert marks["not_invoiced"] == 0
    issued = FiscalDocument.objects.filter(state="issued")
    assert issued.count() == marks["invoices"] > 2
    assert Counter(issued.values_list("order_id", flat=True)).most_common(1)[0][1] == 1
    assert Receivable.objects.filter(document__isnull=False).count() == issued.count()
    again = sell()
    assert again == marks


def _check_past_deals_and_targets() -> None:
    """Deals that ended before went step by step, and somebody has a target to reach."""
    past = Deal.objects.filter(step_changes__before="", closed_on__isnull=False).exclude(quotes__isnull=False)
    assert past.distinct().count() == BATCH
    assert all(deal.step_changes.last().after == deal.step for deal in past)
    # Of each of the last year what was obtained, and what is aimed at in those to come.
    assert set(Objective.objects.values_list("outcome", flat=True)) & {"attained", "partly", "missed"}
    assert SalesTarget.objects.filter(person__isnull=False).count() % 12 == 0
    assert Job.objects.filter(task="portfolio.forecast").count() == 1
    assert SavedReport.objects.filter(is_shared=True).count() == SavedReport.objects.count() - 1 == 1
    assert StatusBudget.objects.filter(budget__gt=0).count() == 7
    years = PlannedAction.objects.order_by("year").values_list("year", flat=True)
    assert len(set(years)) == 2
    assert Job.objects.filter(task__in=("portfolio.attitudes", "portfolio.profits")).count() == 2


def _check_deals_of_prospects() -> None:
    """Who never bought has deals too: open, begun before today, worth something, by who follows the company."""
    deals = Deal.objects.filter(company__orders__isnull=True)
    assert 1 <= deals.count() <= PROSPECT_BATCH
    assert set(deals.values_list("state", flat=True)) == {"open"}
    assert not deals.exclude(owner_id=F("company__owner_id")).exists()
    assert not deals.filter(amount__lt=1_000).exists()
    assert not deals.filter(step_since__gte=TODAY).exists()
    assert not deals.filter(cycle__isnull=True, amount__isnull=False).exists()


def _check_days_of_quotes() -> None:
    """Offers follow their numbers, over several days; each answer comes after its offer."""
    offered = Quote.objects.exclude(issued_on=None).order_by("pk")
    days = list(offered.values_list("issued_on", flat=True))
    assert days == sorted(days)
    assert len(set(days)) > 2
    assert not offered.filter(issued_on__gt=F("valid_until")).exists()
    assert not offered.filter(answered_on__lt=F("issued_on")).exists()
    assert not offered.filter(sent_on__lt=F("issued_on")).exists()
    assert set(offered.filter(state="expired").values_list("sent_on", flat=True)) <= {None}


def _check_what_is_known_and_planned() -> None:
    planned = DealActivity.objects.filter(activity__state="planned", deal__state="open")
    # What is lent comes back by a task of its own: the rest is what the salespeople plan.
    steps = planned.exclude(activity__subject="").exclude(activity__subject__startswith="Récupérer")
    assert 1 <= steps.count() <= 6
    # The companies of the pictures are not in so small a world: three customers after their places.
    facts = DeclaredFact.objects.exclude(source="")
    assert len(set(facts.values_list("company_id"))) == 3
    assert set(facts.values_list("kind", flat=True)) >= {"process", "negotiation"}
    assert CustomerRank.objects.filter(revenue_rank=1).count() == 1
    assert Parameter.objects.filter(key="visit_cost").count() == 1
    assert BankLine.objects.filter(state="waiting").count() >= 2


def _check_prices_and_agreements() -> None:
    """Two lists that no break sells at a loss, terms that somebody received, a rebate, nothing reminded too soon."""
    assert PriceList.objects.count() == 2
    items = PriceListItem.objects.filter(product__cost__gt=0, product__cost__lt=F("product__price"))
    assert not items.filter(price__lt=F("product__cost")).exists()
    wholesale = items.filter(price_list__customer_kind="wholesaler", min_quantity=1)
    assert wholesale.filter(price__lt=F("product__price")).count() > 3_000
    assert NegotiatedPrice.objects.exists()
    assert RebateAgreement.objects.count() == 2
    assert TermsOfSale.objects.count() == 3
    assert 0 < TermsReceipt.objects.count() <= 20
    assert not Reminder.objects.filter(receivables__due_on__gte=F("made_on")).exists()
