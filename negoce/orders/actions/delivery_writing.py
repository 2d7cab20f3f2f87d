"""What deliveries and returns share: they are written, and the order follows from its lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.enums import LineKind
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field
from negoce.orders.actions.order_checks import (
    past_day,
    tell,
)
from negoce.orders.enums import OrderState
from negoce.orders.events import DELIVERY_MADE
from negoce.orders.models import Delivery, DeliveryLine, OrderLineTerms, OrderTerms
from negoce.orders.rules.order_progress import (
    DECIMALS,
    LineProgress,
    state_of,
)
from negoce.orders.rules.shipment import Shipment
from negoce.orders.words import say
from negoce.parameters.actions.next_number import next_number

_LENGTHS = {"carrier": 80, "tracking": 120, "note": 2000}


def progress_of(terms: OrderTerms) -> Sequence[LineProgress]:
    """The lines that count, as the rules read them."""
    rows = OrderLineTerms.objects.filter(order=terms, kind=LineKind.ITEM.value).order_by("position", "id")
    return [LineProgress(line.pk, line.quantity, line.delivered, line.invoiced, line.label) for line in rows]


def store_delivery(
    terms: OrderTerms, shipment: Shipment, quantities: Mapping[int, Decimal], *, return_reason: str = ""
) -> Delivery:
    """Number and store a delivery with its lines, or a return; the order is not told yet. Raises Refused for a day."""
    shipped_on = past_day(shipment.shipped_on, "shipped_on")
    delivered_on = past_day(shipment.delivered_on, "delivered_on")
    shipped_on = shipped_on or delivered_on or timezone.localdate()
    if delivered_on is not None and delivered_on < shipped_on:
        raise refuse_field("delivered_on", _("Elle ne peut pas arriver avant d’être partie."))
    texts = {name: str(getattr(shipment, name)).strip()[:most] for name, most in _LENGTHS.items()}
    series = "BR" if return_reason else "BL"
    year = shipped_on.year
    delivery = Delivery.objects.create(
        order=terms,
        number=f"{series}-{year}-{next_number(f'{series}-{year}'):05d}",
        promised_on=terms.promised_on,
        shipped_on=shipped_on,
        delivered_on=delivered_on,
        return_reason=return_reason,
        **texts,
    )
    DeliveryLine.objects.bulk_create(
        [DeliveryLine(delivery=delivery, line_id=key, quantity=each) for key, each in quantities.items()]
    )
    return delivery


def settle_order(
    actor: Actor, terms: OrderTerms, delivery: Delivery, verb: str, *, before: str | None = None
) -> None:
    """Bring the order to what a new delivery makes of it, journal and news included; `before` was its state."""
    write_quantities(terms)
    before = before or terms.state
    write_state(terms)
    tell(actor, terms.order, verb, {"deliveries": (None, delivery.number), "state": (before, terms.state)})
    emit(DELIVERY_MADE, {"delivery": delivery.pk}, actor_id=actor.user_id)


def write_quantities(terms: OrderTerms) -> None:
    """What each line has been delivered: the sum of its deliveries that stand."""
    sums = dict(
        DeliveryLine.objects.filter(delivery__order=terms, delivery__cancelled_at__isnull=True)
        .order_by()
        .values("line")
        .annotate(sum=Sum("quantity"))
        .values_list("line", "sum")
    )
    lines = list(OrderLineTerms.objects.filter(order=terms))
    for line in lines:
        # SQLite adds decimals as binary floats.
        line.delivered = round(sums.get(line.pk, Decimal(0)), DECIMALS)
    OrderLineTerms.objects.bulk_update(lines, ["delivered"])


def write_state(terms: OrderTerms) -> None:
    """The state follows from the lines; an order whose rest was given up stays so."""
    closed = terms.state == OrderState.CLOSED.value
    state = state_of(progress_of(terms), closed=closed)
    standing = Delivery.objects.filter(order=terms, cancelled_at__isnull=True)
    is_done = state in (OrderState.DELIVERED, OrderState.CLOSED)
    if is_done and not standing.filter(delivered_on__isnull=True).exists():
        arrived = standing.filter(return_reason="").aggregate(last=Max("delivered_on"))["last"]
    else:
        arrived = None
    terms.state, terms.delivered_on = state.value, arrived
    terms.save(update_fields=["state", "delivered_on", "updated_at"])


def refuse_lines(findings: Mapping[int, Finding]) -> None:
    """Raise Refused with the sentence of each line, if there is any."""
    if findings:
        fields = {f"quantity-{key}": [say(finding)] for key, finding in findings.items()}
        raise Refused(next(iter(fields.values()))[0], fields=fields)
