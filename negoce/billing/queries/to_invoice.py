"""What of an order or of its deliveries is not invoiced yet."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import FiscalDocument
from negoce.billing.rules.supply import TIME_UNITS, is_service, left_to_invoice
from negoce.catalogue.enums import LineKind, ProductKind
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.orders.enums import OrderState
from negoce.orders.models import Delivery, DeliveryLine, OrderLineTerms, OrderTerms

ZERO = Decimal(0)
_SERVICE = Q(product__kind=ProductKind.SERVICE.value) | Q(product__isnull=True, unit__in=sorted(TIME_UNITS))
# Something is left when what is invoiced is not what was ordered, a return (below zero) alike; of goods whose rest was
# given up, when it is not what was delivered.
LEFT = (
    OrderLineTerms.objects.filter(order=OuterRef("pk"), kind=LineKind.ITEM.value)
    .exclude(invoiced=F("quantity"))
    .filter(
        _SERVICE
        | ~Q(order__state=OrderState.CLOSED.value)
        | Q(quantity__lt=0)
        | Q(invoiced__lt=F("delivered"))
    )
)
DELIVERED = (
    DeliveryLine.objects.filter(delivery=OuterRef("pk"))
    .exclude(invoiced=F("quantity"))
    .exclude(line__invoiced=F("line__quantity"))
    .exclude(
        line__order__state=OrderState.CLOSED.value,
        line__quantity__gt=0,
        line__invoiced__gte=F("line__delivered"),
    )
)


@dataclass(frozen=True, slots=True)
class OrderBilled:
    """What the issued invoices of an order came to, deposits apart, less credit notes; excluding VAT."""

    net: Decimal
    shipping: Decimal


def invoiceable_orders(actor: Actor) -> QuerySet[OrderTerms]:
    """Orders of companies that the actor sees, not cancelled, with a line not wholly invoiced; in no order.

    Of goods whose rest was given up, what was delivered counts.
    """
    return (
        OrderTerms.objects.filter(
            company_rights(actor, "order__company__"), Exists(LEFT), order__company__deleted_at__isnull=True
        )
        .exclude(state=OrderState.CANCELLED.value)
        .order_by()
    )


def invoiceable_deliveries(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries that left, of companies that the actor sees, with a line not wholly invoiced; in no order.

    What an invoice of the whole order has taken is invoiced, though it names no delivery.
    """
    return (
        Delivery.objects.filter(
            company_rights(actor, "order__order__company__"),
            Exists(DELIVERED),
            order__order__company__deleted_at__isnull=True,
            cancelled_at__isnull=True,
            shipped_on__isnull=False,
        )
        .exclude(order__state=OrderState.CANCELLED.value)
        .order_by()
    )


def has_left(order: OrderTerms) -> bool:
    """Whether anything of an order left, or came back; in one query."""
    return order.deliveries.filter(cancelled_at__isnull=True, shipped_on__isnull=False).exists()


def order_lines_left(order: OrderTerms) -> Sequence[tuple[OrderLineTerms, Decimal]]:
    """All lines of an order in order, each with the quantity left to invoice (0 for titles and notes)."""
    rows = order.agreed_lines.select_related("product").order_by("position", "id")
    return [(row, line_left(row, order.state)) for row in rows]


def line_left(line: OrderLineTerms, state: str) -> Decimal:
    """The quantity left to invoice of a line with its product, in an order of this state; 0 of a title or a note."""
    if line.kind != LineKind.ITEM.value:
        return ZERO
    goods = not is_service(line.product.kind if line.product else None, line.unit)
    given_up = goods and state == OrderState.CLOSED.value
    return left_to_invoice(line.quantity, delivered=line.delivered, invoiced=line.invoiced, given_up=given_up)


def lines_by_order(orders: Collection[int]) -> Mapping[int, Sequence[OrderLineTerms]]:
    """All lines of several orders in their order, by the key of the order; in one query."""
    found: dict[int, list[OrderLineTerms]] = {key: [] for key in orders}
    rows = OrderLineTerms.objects.filter(order__in=orders).select_related("product")
    for row in rows.order_by("position", "id"):
        found[row.order_id].append(row)
    return found


def delivery_lines_left(deliveries: Sequence[Delivery]) -> Sequence[tuple[DeliveryLine, Decimal]]:
    """Lines of deliveries with something left to invoice, in the order of the deliveries and of their lines.

    A line that the order has wholly invoiced already is left out, whatever the delivery holds; so is what came back or
    was given up since.
    """
    rows = (
        DeliveryLine.objects.filter(delivery__in=deliveries)
        .select_related("line__product", "delivery", "line__order__order")
        .order_by("delivery__shipped_on", "delivery_id", "line__position", "id")
    )
    left: dict[int, Decimal] = {}
    found: list[tuple[DeliveryLine, Decimal]] = []
    for row in rows:
        open_now = left.setdefault(row.line_id, line_left(row.line, row.line.order.state))
        quantity = min(row.quantity - row.invoiced, open_now, key=abs)
        if quantity:
            left[row.line_id] = open_now - quantity
            found.append((row, quantity))
    return found


def delivered_lines(
    left: Sequence[tuple[OrderLineTerms, Decimal]], delivered: Sequence[tuple[DeliveryLine, Decimal]]
) -> Sequence[tuple[OrderLineTerms, int | None, Decimal]]:
    """Lines of an order with the delivery line and the quantity to invoice now: goods that left, services left.

    A service needs no delivery: what is left of it may be invoiced, and names none.
    """
    found: list[tuple[OrderLineTerms, int | None, Decimal]] = []
    for line, quantity in left:
        if is_service(line.product.kind if line.product else None, line.unit):
            found += [(line, None, quantity)] if quantity else []
        else:
            found += [(line, row.pk, part) for row, part in delivered if row.line_id == line.pk]
    return found


def billed_of(order: OrderTerms) -> OrderBilled:
    """What was invoiced of an order by documents of its own, in one query."""
    return billed_by_order([order.pk])[order.pk]


def billed_by_order(orders: Collection[int]) -> Mapping[int, OrderBilled]:
    """What was invoiced of several orders by documents of their own, by the key of the order; in one query."""
    invoice = Q(kind=DocumentKind.INVOICE.value)
    credit = Q(kind=DocumentKind.CREDIT_NOTE.value) & ~Q(corrected__kind=DocumentKind.DEPOSIT.value)
    rows = (
        FiscalDocument.objects.filter(order_id__in=orders, state=DocumentState.ISSUED.value)
        .order_by()
        .values("order_id")
        .annotate(
            sold=Sum("net", filter=invoice, default=ZERO),
            back=Sum("net", filter=credit, default=ZERO),
            shipped=Sum("shipping", filter=invoice, default=ZERO),
            unshipped=Sum("shipping", filter=credit, default=ZERO),
        )
    )
    found = {
        row["order_id"]: OrderBilled(row["sold"] - row["back"], row["shipped"] - row["unshipped"])
        for row in rows
    }
    return {key: found.get(key, OrderBilled(ZERO, ZERO)) for key in orders}
