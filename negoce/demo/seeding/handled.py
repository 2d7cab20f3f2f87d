"""The orders of the last weeks as orders that we handle: what was agreed, promised and delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Min

from negoce.catalogue.enums import LineKind
from negoce.companies.enums import BuyerType
from negoce.companies.models import Address
from negoce.demo.draws import draws, stable_public_id
from negoce.demo.moments import midnight
from negoce.demo.seeding.bulk import allocate_ids, insert_rows
from negoce.kit.money import round_money
from negoce.orders.enums import OrderSource, OrderState
from negoce.orders.models import (
    Delivery,
    DeliveryLine,
    Order,
    OrderLine,
    OrderLineTerms,
    OrderTerms,
)
from negoce.parameters.queries.seller import seller

DAYS = 29
ZERO = Decimal(0)
# Of a hundred orders: those delivered late, and those still to deliver though their day has passed.
_LATE, _FORGOTTEN = 9, 3


def write_handled_day(today: date, place: int) -> None:
    """Write the terms and the deliveries of the orders of one day, `place` days after the first of the last 29.

    Returns and orders with a line that is given away stay facts alone: nothing is to deliver of them. So do those of
    a customer whose SIREN we do not know yet: no invoice could be issued to them.
    """
    day = today - timedelta(days=DAYS - 1 - place)
    orders = list(
        Order.objects.filter(
            ordered_on=day, source=OrderSource.DEMO.value, cancelled_at__isnull=True, net__gt=0
        )
        .exclude(company__siren="")
        .annotate(least=Min("lines__quantity"), cheapest=Min("lines__net"))
        .filter(least__gt=0, cheapest__gt=0)
        .select_related("company")
        .order_by("pk")
    )
    if not orders:
        return
    lines = _lines_of(orders)
    places = _places_of([order.company_id for order in orders])
    terms = [_terms(order, lines[order.pk], places.get(order.company_id), today) for order in orders]
    OrderTerms.objects.bulk_create(terms)
    agreed = _agreed(terms, lines)
    _deliver(terms, agreed, today)


def _lines_of(orders: Sequence[Order]) -> dict[int, list[OrderLine]]:
    found: dict[int, list[OrderLine]] = {order.pk: [] for order in orders}
    rows = OrderLine.objects.filter(order__in=orders).select_related("product").order_by("order", "position")
    for row in rows:
        found[row.order_id].append(row)
    return found


def _places_of(companies: list[int]) -> dict[int, int]:
    rows = Address.objects.filter(company__in=companies, kind="head_office").order_by("pk")
    return dict(rows.values_list("company_id", "pk"))


def _terms(order: Order, lines: list[OrderLine], address: int | None, today: date) -> OrderTerms:
    us, chance = seller(), draws("handled", order.import_key)
    promised = order.ordered_on + timedelta(days=chance.randint(2, 7))
    late = chance.randint(1, 6) if chance.randrange(100) < _LATE else 0
    delivered: date | None = promised + timedelta(days=late)
    if delivered is not None and (delivered > today or chance.randrange(100) < _FORGOTTEN):
        delivered = None
    is_public = order.company.buyer_type == BuyerType.PUBLIC_BODY.value
    terms = OrderTerms(
        order=order,
        state=(OrderState.DELIVERED if delivered else OrderState.OPEN).value,
        owner_id=order.company.owner_id,
        billing_address_id=address,
        delivery_address_id=address,
        buyer_reference=f"BC{order.pk:06d}" if chance.randrange(3) == 0 else "",
        commitment_number=f"EJ{chance.randint(10**9, 10**10 - 1)}" if is_public else "",
        service_code="FACTURES_PUBLIQUES" if is_public else "",
        promised_on=promised,
        delivered_on=delivered,
        term_kind=us.term_kind,
        term_days=us.term_days,
        term_sector=us.term_sector,
        early_payment=us.early_payment,
        early_percent=us.early_percent,
        early_days=us.early_days,
        currency=order.currency,
    )
    terms.add_up([_agreed_line(terms, line, place).as_sale_line() for place, line in enumerate(lines)])
    return terms


def _agreed_line(terms: OrderTerms, line: OrderLine, place: int) -> OrderLineTerms:
    off = round_money(line.quantity * line.unit_price) - line.net
    product = line.product
    return OrderLineTerms(
        order=terms,
        order_line=line,
        position=place,
        kind=LineKind.ITEM.value,
        product=product,
        code=product.code if product else "",
        label=line.label,
        quantity=line.quantity,
        unit=product.unit if product else "C62",
        unit_price=line.unit_price,
        reductions=[{"kind": "trade_discount", "amount": str(off)}] if off > 0 else [],
        allowance=max(off, ZERO),
        net=line.net,
        vat_rate=product.vat_rate if product else Decimal(20),
        unit_cost=round_money(line.cost / line.quantity) if line.cost is not None else None,
        delivered=line.quantity if terms.delivered_on else ZERO,
        promised_on=terms.promised_on,
    )


def _agreed(terms: list[OrderTerms], lines: dict[int, list[OrderLine]]) -> list[OrderLineTerms]:
    rows = [
        _agreed_line(each, line, place) for each in terms for place, line in enumerate(lines[each.order_id])
    ]
    return OrderLineTerms.objects.bulk_create(rows, batch_size=200)


def _deliver(terms: list[OrderTerms], agreed: list[OrderLineTerms], today: date) -> None:
    sent = [each for each in terms if each.delivered_on is not None]
    ids = allocate_ids(Delivery, len(sent))
    keys = {each.order_id: key for each, key in zip(sent, ids, strict=True)}
    columns = (
        "id", "public_id", "order_id", "number", "promised_on", "shipped_on", "delivered_on", "created_at",
    )  # fmt: skip
    insert_rows(Delivery, columns, [_delivery(each, keys[each.order_id]) for each in sent])
    rows: list[tuple[Any, ...]] = [
        (keys[line.order_id], line.pk, line.quantity, ZERO) for line in agreed if line.order_id in keys
    ]
    insert_rows(DeliveryLine, ("delivery_id", "line_id", "quantity", "invoiced"), rows)


def _delivery(terms: OrderTerms, key: int) -> tuple[Any, ...]:
    day = terms.delivered_on
    assert day is not None
    return (
        key,
        stable_public_id("delivery", terms.order.import_key),
        terms.order_id,
        f"BL-{terms.order.reference}",
        terms.promised_on,
        day - timedelta(days=1),
        day,
        midnight(day),
    )
