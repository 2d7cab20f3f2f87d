"""The deal or the quote whose financing is asked for, with what was kept and its addresses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from negoce.companies.enums import BuyerType
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Deal, Financing, Quote, QuoteVersion
from negoce.negotiation.queries.deals.page import deal_quotes, deals_for_page
from negoce.negotiation.queries.financing.offered import (
    Base,
    base_of_deal,
    base_of_version,
    financing_of_deal,
    financing_of_version,
)
from negoce.negotiation.queries.quotes import current_version, quotes_for_page
from negoce.negotiation.rules.financing_terms import OurTerms, Terms, Way, read_our_terms, read_terms
from negoce.web.http import load_or_404

_UNTAXED = frozenset({BuyerType.WORKS_COUNCIL, BuyerType.PUBLIC_BODY})


@dataclass(frozen=True, slots=True)
class Home:
    """Whose financing it is; `row` None while nothing was kept, then the terms are those to begin with."""

    actor: Actor
    record: Deal | Quote
    row: Financing | None
    begun: Financing | None
    base: Base
    is_frozen: bool = False

    @property
    def kind(self) -> str:
        """The name of its addresses."""
        return "quote" if isinstance(self.record, Quote) else "deal"

    @property
    def name(self) -> str:
        """What it is called."""
        return self.record.number if isinstance(self.record, Quote) else self.record.name

    @property
    def terms(self) -> Terms:
        """The buyer's terms: kept, else those of the deal, else the usual ones."""
        row = self.row or self.begun
        if row is not None:
            return read_terms(row.terms)
        # A works council and a public body seldom recover VAT, and pay no tax on profit.
        pays = self.record.company.buyer_type in _UNTAXED
        return Terms(recovers_vat=False, tax_rate=Decimal(0)) if pays else Terms()

    @property
    def our_terms(self) -> OurTerms:
        """What it costs us; only for who may read margins."""
        row = self.row or self.begun
        return read_our_terms(row.our_terms) if row is not None else OurTerms()

    @property
    def shown(self) -> list[str]:
        """The ways that the customer sees; to begin with, all of them."""
        return list(self.row.shown) if self.row is not None else [way.value for way in Way]

    @property
    def may_edit(self) -> bool:
        """Whether they may change it, as it stands."""
        return self.actor.may(Permission.EDIT) and not self.is_frozen

    @property
    def sees_costs(self) -> bool:
        """Whether what it costs us is for their eyes."""
        return self.actor.may_read(FieldGroup.MARGIN)

    def url(self, name: str) -> str:
        """One of its addresses: page, terms, removal, card."""
        return reverse(f"financing:{self.kind}_{name}", args=[self.record.public_id])

    @property
    def record_url(self) -> str:
        """The page of the deal, on its tab, or of the quote."""
        if isinstance(self.record, Quote):
            return reverse("quotes:quote", args=[self.record.public_id])
        return f"{reverse('deals:deal', args=[self.record.public_id])}?tab=bargaining"


def deal_home(actor: Actor, deal: Deal, quotes: list[Quote] | None = None) -> Home:
    """The financing of a deal that the actor sees."""
    found = list(deal_quotes(deal)) if quotes is None else quotes
    return Home(actor, deal, financing_of_deal(deal), None, base_of_deal(deal, found))


def quote_home(actor: Actor, quote: Quote, version: QuoteVersion) -> Home:
    """The financing of the current version of a quote; it begins with what was kept for its deal."""
    row = financing_of_version(version)
    begun = financing_of_deal(quote.deal) if row is None and quote.deal is not None else None
    frozen = version.state != QuoteState.DRAFT
    return Home(actor, quote, row, begun, base_of_version(quote, version), frozen)


def load_home(actor: Actor, *, deal_id: str = "", quote_id: str = "") -> Home:
    """The financing of an address; 404 when the actor does not see what it belongs to."""
    if deal_id:
        return deal_home(actor, load_or_404(deals_for_page(actor), deal_id))
    quote: Quote = load_or_404(quotes_for_page(actor), quote_id)
    return quote_home(actor, quote, current_version(quote))
