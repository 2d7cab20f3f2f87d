"""Adds one product to a draft, at the price of the catalogue, under the lines that are there."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.models import Product
from negoce.catalogue.queries.entered_lines import read_lines
from negoce.catalogue.rules.entered_lines import MOST_LINES, TypedLine
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.quotes.loading import journal, loaded, store
from negoce.negotiation.actions.quotes.save import line_row
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteLine
from negoce.negotiation.queries.quote_floor import sale_lines_of
from negoce.negotiation.words.quote import say_quote
from negoce.parameters.queries.seller import seller


def add_line(actor: Actor, quote: Quote, *, product: Product, quantity: str) -> QuoteLine:
    """Add a line of a product, `quantity` as typed; the amounts of the draft follow.

    Raises NotAllowed, Refused for what is no draft, a full one, or a quantity that is none (field `quantity`).
    """
    with transaction.atomic():
        row, version = loaded(actor, quote)
        if version.state != QuoteState.DRAFT:
            raise Refused(_("Seul un brouillon se modifie : rouvrez-le, ou faites une nouvelle version."))
        rows = list(version.lines.order_by("position", "pk"))
        if len(rows) >= MOST_LINES:
            raise Refused(_("Ce devis compte déjà %(most)s lignes.") % {"most": MOST_LINES})
        typed = TypedLine(product=product.public_id, code=product.code, quantity=quantity)
        read = read_lines(
            [typed], company=row.company, day=timezone.localdate(), mark=mark_of(actor.language),
            vat_exempt=seller().is_vat_exempt,
        )[0]  # fmt: skip
        if read.faults:
            raise refuse_field("quantity", say_quote(next(iter(read.faults.values()))))
        place = rows[-1].position + 1 if rows else 0
        rows.append(line_row(version, place, read))
        amounts = version.add_up(sale_lines_of(rows)).value
        added = rows[-1]
        added.net, added.allowance = amounts.line_nets[-1], amounts.line_reductions[-1]
        added.save()
        before = row.net
        version.save()
        store(row, version)
        journal(actor, row, "changed", {"net": (before, version.net), "added": (None, product.code)})
    return added
