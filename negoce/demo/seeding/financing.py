"""Ways of paying compared on the largest deals under way that have a quote, and how their councils decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from negoce.companies.enums import BuyerType
from negoce.demo.draws import draws
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.financing.save import save_financing
from negoce.negotiation.actions.influence.save_body import save_body
from negoce.negotiation.enums import DealState, QuoteState
from negoce.negotiation.models import Deal, Quote

_FINANCED, _DECIDED = 6, 6
_BUSINESS: Mapping[str, object] = {
    "recovers_vat": True,
    "depreciation_years": "3",
    "cash_discount": "1,5",
    "deferred_days": "60",
    "loan_months": "36",
    "loan_rate": "4,2",
    "loan_every": "1",
    "lease_months": "36",
    "lease_rate": "5,4",
    "lease_every": "3",
    "our_rate": "5",
    "bank_rate": "4,5",
    "bank_fees": "12",
    "factor_rate": "3,6",
    "factor_commission": "0,9",
    "factor_fund": "10",
}


def write_financing(today: date, _place: int) -> None:
    """Compare ways of paying on six quotes that are drafts, and tell how six councils and public buyers decide."""
    quotes = Quote.objects.filter(state=QuoteState.DRAFT.value, deleted_at=None, deal__deleted_at=None)
    quotes = quotes.filter(deal__state=DealState.OPEN.value, company__buyer_type=BuyerType.BUSINESS.value)
    for quote in quotes.select_related("deal__owner").order_by("-net", "number")[:_FINANCED]:
        if quote.deal is not None and quote.deal.owner is not None:
            _finance(actor_for(quote.deal.owner), quote, quote.deal)
    bodies = (BuyerType.WORKS_COUNCIL.value, BuyerType.PUBLIC_BODY.value)
    deals = Deal.objects.filter(state=DealState.OPEN.value, deleted_at=None, company__buyer_type__in=bodies)
    rows = deals.exclude(owner=None, amount=None).select_related("company", "owner")
    for deal in rows.order_by("-amount", "name", "pk")[:_DECIDED]:
        if deal.owner is not None:
            _decide(actor_for(deal.owner), deal, today)


def _finance(actor: Actor, quote: Quote, deal: Deal) -> None:
    given = {name: _typed(actor, value) for name, value in _BUSINESS.items()}
    try:
        save_financing(actor, deal, given=given)
        save_financing(actor, quote, given=given, shown=("cash", "loan", "lease"))
    except (Refused, NotAllowed):
        # The deal or its quote changed hands meanwhile.
        return


def _decide(actor: Actor, deal: Deal, today: date) -> None:
    chance = draws("buying body", deal.company.import_key, deal.name)
    voters = chance.choice((5, 7, 9, 11))
    given: dict[str, object] = {
        "voters": str(voters),
        "votes_for": str(chance.randint(1, voters // 2)),
        "votes_against": str(chance.randint(0, 2)),
        "decides_on": f"{today + timedelta(days=chance.randint(8, 40)):%d/%m/%Y}",
    }
    if deal.company.buyer_type == BuyerType.WORKS_COUNCIL:
        staff = chance.choice((60, 85, 120, 240))
        given |= {"employees": str(staff), "payroll": str(staff * 35_000), "social_percent": "1"}
    else:
        given |= {"sign_limit": chance.choice(("5000", "10000", "40000"))}
    try:
        save_body(actor, deal, given=given)
    except (Refused, NotAllowed):
        return


def _typed(actor: Actor, value: object) -> object:
    return value.replace(",", ".") if isinstance(value, str) and actor.language != "fr" else value
