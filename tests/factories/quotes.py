"""Quotes for tests, made by their actions."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from negoce.catalogue.models import Product
from negoce.catalogue.rules.entered_lines import TypedLine
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor, system_actor
from negoce.negotiation.actions.quotes.close import close_quote
from negoce.negotiation.actions.quotes.create import create_quote
from negoce.negotiation.actions.quotes.save import save_quote
from negoce.negotiation.models import Quote
from negoce.negotiation.queries.quote_entry import TypedQuote
from negoce.negotiation.rules.quote_head import TypedReduction
from tests.factories.companies import make_company
from tests.factories.orders import make_product


def priced_product(code: str = "FILM-1", *, price: str = "100", cost: str | None = "60") -> Product:
    """A product with a base price and a cost."""
    product = make_product(code, f"Produit {code}")
    product.price = Decimal(price)
    product.cost = Decimal(cost) if cost is not None else None
    product.save()
    return product


def typed(*lines: TypedLine, reductions: Sequence[TypedReduction] = (), **head: str) -> TypedQuote:
    """What a form would send."""
    return TypedQuote(head=head, lines=lines, reductions=reductions)


def make_quote(
    actor: Actor | None = None,
    company: Company | None = None,
    *,
    lines: Sequence[TypedLine] | None = None,
    ready: bool = False,
    reductions: Sequence[TypedReduction] = (),
    **head: str,
) -> Quote:
    """A draft of one line at 40 % of margin, unless told otherwise; `ready` closes it."""
    someone = actor or system_actor()
    quote = create_quote(someone, company or make_company())
    rows = (
        lines
        if lines is not None
        else (TypedLine(code=priced_product(f"REF-{quote.pk}").code, quantity="2"),)
    )
    quote = save_quote(
        someone, quote, revision=quote.revision, typed=typed(*rows, reductions=reductions, **head)
    )
    return close_quote(someone, quote) if ready else quote
