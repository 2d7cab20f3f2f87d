"""What becomes of a deal when its customer accepts a quote."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from negoce.identity.models import JournalEntry
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.close import reopen_deal
from negoce.negotiation.actions.deals.win import win_by_acceptance, win_deal
from negoce.negotiation.models import CompanyDeals, Deal, Quote
from negoce.negotiation.rules.deal_won import Offered, won_by
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor

DAY = date(2026, 11, 20)


def offered(deal: Deal, state: str, net: str, number: str) -> Quote:
    return Quote.objects.create(company=deal.company, deal=deal, state=state, net=Decimal(net), number=number)


def test_what_is_accepted_adds_up_and_what_waits_is_told() -> None:
    assert won_by([Offered("sent", Decimal(5)), Offered("refused", Decimal(7))]) is None
    won = won_by([Offered("accepted", Decimal(5)), Offered("expired", Decimal(9))])
    assert won is not None
    assert (won.amount, won.others_open) == (Decimal(5), False)
    both = won_by(
        [Offered("accepted", Decimal(5)), Offered("accepted", Decimal(2)), Offered("draft", Decimal(1))]
    )
    assert both is not None
    assert (both.amount, both.others_open) == (Decimal(7), True)


@pytest.mark.django_db
def test_an_acceptance_wins_the_deal_for_what_was_accepted_and_is_undone() -> None:
    deal = make_deal(make_company(), amount=Decimal(100))
    quote = offered(deal, "accepted", "80", "DEV-1")
    offered(deal, "refused", "30", "DEV-2")
    assert win_by_acceptance(system_actor(), quote, DAY)
    deal.refresh_from_db()
    assert (deal.state, deal.amount, deal.closed_on) == ("won", Decimal(80), DAY)
    entry = JournalEntry.objects.get(subject_kind="deal", verb="won")
    assert entry.values["amount"] == ["100.00", "80.00"]
    assert not win_by_acceptance(system_actor(), quote, DAY)
    reopen_deal(make_actor(), deal)
    deal.refresh_from_db()
    assert (deal.state, deal.closed_on) == ("open", None)
    assert CompanyDeals.objects.get(company=deal.company).open_count == 1


@pytest.mark.django_db
def test_another_open_quote_leaves_it_to_a_person() -> None:
    deal = make_deal(make_company())
    with pytest.raises(Refused):
        win_deal(make_actor(), deal)
    quote = offered(deal, "accepted", "80", "DEV-1")
    offered(deal, "sent", "30", "DEV-2")
    assert not win_by_acceptance(system_actor(), quote, DAY)
    assert win_deal(make_actor(), deal).amount == Decimal(80)
    deal.refresh_from_db()
    assert deal.state == "won"
    with pytest.raises(Refused):
        win_deal(make_actor(), deal)


@pytest.mark.django_db
def test_a_deal_lost_or_in_the_bin_or_no_deal_is_left_alone() -> None:
    lost = make_deal(make_company(), state="lost", closed_on=DAY)
    assert not win_by_acceptance(system_actor(), offered(lost, "accepted", "80", "DEV-1"), DAY)
    alone = Quote.objects.create(company=lost.company, number="DEV-2", state="accepted")
    assert not win_by_acceptance(system_actor(), alone, DAY)
