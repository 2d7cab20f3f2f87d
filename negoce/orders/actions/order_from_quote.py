"""Makes an accepted quote an order, in one action; asked again, it gives the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.companies.actions.activities.done import complete_activity
from negoce.companies.enums import ActivityState
from negoce.identity.actions.alone import alone_with
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.events import emit
from negoce.kit.refusal import Refused
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteAcceptance, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_floor import quote_floor
from negoce.negotiation.queries.quotes import lines_of
from negoce.orders.actions.order_checks import (
    check_lines,
    head_texts,
    ordered_day,
    ordering_company,
    promised_day,
    tell,
)
from negoce.orders.actions.order_write import next_reference, usual_places, write_order
from negoce.orders.actions.refresh_sales import refresh_sales
from negoce.orders.enums import OrderSource
from negoce.orders.events import ORDER_PLACED
from negoce.orders.models import Order, OrderTerms
from negoce.orders.rules.agreed_lines import AgreedLine

_COPIED = (
    "currency", "reductions", "shipping", "shipping_vat_rate", "term_kind", "term_days", "term_sector",
    "payment_with_order", "early_payment", "early_percent", "early_days",
)  # fmt: skip


def order_from_quote(
    actor: Actor, version: QuoteVersion, *, values: Mapping[str, object] | None = None
) -> Order:
    """Place the order of an accepted version: its counted lines, the options chosen, its terms and references.

    `values` may give `ordered_on`, `promised_on` (days), `buyer_reference`, `commitment_number`, `service_code`,
    `note`. A version that has its order already gives that one, unchanged. Raises NotAllowed; Refused for a version
    that is not accepted, one under the margin floor that nobody allowed, and a customer in the bin.
    """
    require_any(actor, Permission.CREATE, Permission.MANAGE_ORDERS)
    given = dict(values or {})
    with transaction.atomic():
        # One at a time for a quote: pressed twice, it is one order.
        alone_with(Quote.objects.filter(pk=version.quote_id))
        row = QuoteVersion.objects.select_related("quote").get(pk=version.pk)
        company = ordering_company(actor, row.quote.company_id)
        known = Order.objects.filter(terms__quote_version=row).first()
        if known is not None:
            return known
        acceptance = QuoteAcceptance.objects.select_related("task").filter(version=row).first()
        _check_version(row)
        offered = lines_of(row)
        _check_floor(row, offered)
        ordered_on = ordered_day(given)
        lines = _taken(offered, acceptance, ordered_on)
        check_lines(lines)
        order = Order(
            company=company,
            reference=next_reference(ordered_on),
            ordered_on=ordered_on,
            source=OrderSource.ENTERED.value,
        )
        terms = _terms(row, acceptance, given, ordered_on)
        places = usual_places(company)
        terms.billing_address, terms.delivery_address = places.billing, places.delivery
        write_order(order, terms, lines)
        refresh_sales([company.pk])
        _finish_task(actor, acceptance)
        tell(actor, order, "created", {"quote": (None, row.quote.number), "net": (None, order.net)})
        emit(ORDER_PLACED, {"order": order.pk}, actor_id=actor.user_id)
    return order


def _finish_task(actor: Actor, acceptance: QuoteAcceptance | None) -> None:
    """The order is what the task asked for: done, in the name of who placed it, whoever the task is of."""
    task = acceptance.task if acceptance is not None else None
    if task is None or task.deleted_at is not None or task.state != ActivityState.PLANNED:
        return
    complete_activity(system_actor(actor.name), task)


def _check_version(row: QuoteVersion) -> None:
    if row.state != QuoteState.ACCEPTED.value:
        raise Refused(
            _(
                "La version %(version)s du devis %(number)s n’est pas acceptée : notez d’abord l’accord du client. "
                "Aucune commande n’a été créée."
            )
            % {"version": row.version, "number": row.quote.number}
        )
    other = Order.objects.filter(terms__quote_version__quote=row.quote_id, cancelled_at__isnull=True).first()
    if other is not None:
        raise Refused(
            _("Une autre version de ce devis est déjà la commande %(reference)s.")
            % {"reference": other.reference}
        )


def _check_floor(row: QuoteVersion, lines: Sequence[QuoteLine]) -> None:
    """The floor holds here as it did when the quote was sent and accepted."""
    if not quote_floor(row, lines, timezone.localdate()).is_allowed:
        raise Refused(
            _(
                "La marge de ce devis est sous le plancher et personne ne l’a approuvée : demandez l’approbation avant "
                "d’en faire une commande."
            )
        )


def _taken(
    lines: Sequence[QuoteLine], acceptance: QuoteAcceptance | None, ordered_on: date
) -> Sequence[AgreedLine]:
    """The lines that were agreed on: options that nobody chose stay behind."""
    taken = set(acceptance.chosen_options) if acceptance is not None else None
    return [
        _agreed(line, ordered_on)
        for line in lines
        if not line.is_option or (line.is_chosen if taken is None else line.position in taken)
    ]


def _agreed(line: QuoteLine, ordered_on: date) -> AgreedLine:
    days = line.delivery_days
    return AgreedLine(
        kind=LineKind(line.kind),
        product_id=line.product_id,
        code=line.code,
        label=line.label,
        description=line.description,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=line.unit_price,
        price_reason=tuple(line.price_reason),
        reductions=read_reductions(line.reductions),
        vat_category=VatCategory(line.vat_category),
        vat_rate=line.vat_rate,
        unit_cost=line.unit_cost,
        promised_on=None if days is None else ordered_on + timedelta(days=days),
    )


def _terms(
    row: QuoteVersion, acceptance: QuoteAcceptance | None, given: Mapping[str, object], ordered_on: date
) -> OrderTerms:
    promised = promised_day(given, ordered_on) or row.delivery_on
    if promised is None and row.delivery_days is not None:
        promised = ordered_on + timedelta(days=row.delivery_days)
    texts = head_texts(given)
    if not texts.get("buyer_reference"):
        texts["buyer_reference"] = (acceptance.buyer_reference if acceptance else "") or row.buyer_reference
    return OrderTerms(
        quote_version=row,
        owner_id=row.quote.owner_id,
        contact_id=row.quote.contact_id,
        promised_on=promised,
        **texts,
        **{name: getattr(row, name) for name in _COPIED},
    )
