"""Records what left, what came back and what was performed; the state of the order follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.enums import LineKind
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field
from negoce.orders.actions.order_checks import (
    day_of,
    handled_order,
    is_open,
    reason_of,
    tell,
)
from negoce.orders.enums import OrderState, ReturnReason
from negoce.orders.events import DELIVERY_MADE
from negoce.orders.models import Delivery, DeliveryLine, Order, OrderLineTerms, OrderTerms
from negoce.orders.rules.order_progress import (
    DECIMALS,
    LineProgress,
    delivery_findings,
    rest_of,
    return_findings,
    state_of,
)
from negoce.orders.words import RETURN_REASONS, say
from negoce.parameters.actions.next_number import next_number

_LENGTHS = {"carrier": 80, "tracking": 120, "note": 2000}


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is recorded: `quantities` by agreed line (its key), positive; None delivers all that is left.

    `delivered_on` is the day of arrival, or of the performance of a service; `shipped_on` is today unless given.
    """

    quantities: Mapping[int, Decimal] | None = None
    shipped_on: object = None
    delivered_on: object = None
    carrier: str = ""
    tracking: str = ""
    note: str = ""
    allow_over: bool = False


def deliver_order(actor: Actor, order: Order, *, shipment: Shipment, revision: int | None = None) -> Delivery:
    """Record a delivery of some or all that is left. Raises NotAllowed, Conflict, and Refused by line."""
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        if terms.state == OrderState.CANCELLED.value:
            raise Refused(_("Cette commande est annulée : rien ne se livre plus."))
        if not is_open(terms) and not shipment.allow_over:
            raise Refused(_("Il ne reste rien à livrer de cette commande."))
        lines = progress_of(terms)
        quantities = rest_of(lines) if shipment.quantities is None else shipment.quantities
        if not quantities:
            raise refuse_field("quantities", _("Indiquez au moins une quantité à livrer."))
        _refuse(delivery_findings(lines, quantities, allow_over=shipment.allow_over))
        delivery = _store(terms, shipment, quantities)
        _settle(actor, terms, delivery, "delivered")
    return delivery


def take_back(
    actor: Actor,
    order: Order,
    *,
    quantities: Mapping[int, Decimal],
    reason: str,
    note: str = "",
    on: object = None,
    replace: bool = True,
    revision: int | None = None,
) -> Delivery:
    """Record what the customer sent back, in positive quantities, with its reason.

    What came back is to be delivered again; not when `replace` is off and nothing else was left: then the order is
    closed. Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.MANAGE_ORDERS)
    if reason not in {each.value for each in ReturnReason}:
        raise refuse_field("reason", _("Choisissez pourquoi la marchandise revient."))
    with transaction.atomic():
        terms = handled_order(actor, order.pk, revision=revision)
        if not quantities:
            raise refuse_field("quantities", _("Indiquez au moins une quantité qui revient."))
        _refuse(return_findings(progress_of(terms), quantities))
        back = {key: -quantity for key, quantity in quantities.items()}
        shipment = Shipment(back, shipped_on=on, delivered_on=on or timezone.localdate(), note=note)
        delivery = _store(terms, shipment, back, return_reason=reason)
        if not replace and terms.state == OrderState.DELIVERED.value:
            terms.state, terms.closing_reason = OrderState.CLOSED.value, str(RETURN_REASONS[reason])
            terms.save(update_fields=["closing_reason"])
        _settle(actor, terms, delivery, "returned")
    return delivery


def arrive(actor: Actor, delivery: Delivery, *, on: object, revision: int | None = None) -> Delivery:
    """Note the day on which a delivery arrived. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.MANAGE_ORDERS)
    with transaction.atomic():
        terms = handled_order(actor, delivery.order_id, revision=revision)
        row = Delivery.objects.get(pk=delivery.pk)
        if row.cancelled_at is not None:
            raise Refused(_("Cette livraison est annulée."))
        day = _past_day(on, "delivered_on")
        if day is None:
            raise refuse_field("delivered_on", _("Quel jour est-elle arrivée ?"))
        if row.shipped_on is not None and day < row.shipped_on:
            raise refuse_field("delivered_on", _("Elle ne peut pas arriver avant d’être partie."))
        before = row.delivered_on
        row.delivered_on, row.revision = day, row.revision + 1
        row.save(update_fields=["delivered_on", "revision"])
        _write_state(terms)
        tell(actor, terms.order, "changed", {"delivered_on": (before, f"{row.number} : {day.isoformat()}")})
    return row


def cancel_delivery(
    actor: Actor, delivery: Delivery, *, reason: str, revision: int | None = None
) -> Delivery:
    """Take back a delivery that was recorded by mistake: its quantities are to be delivered again.

    Raises NotAllowed, Conflict; Refused once it is invoiced, or when a return has its goods.
    """
    require(actor, Permission.MANAGE_ORDERS)
    why = reason_of(reason)
    with transaction.atomic():
        terms = handled_order(actor, delivery.order_id, revision=revision)
        row = Delivery.objects.get(pk=delivery.pk)
        if row.cancelled_at is not None:
            raise Refused(_("Cette livraison est déjà annulée."))
        if DeliveryLine.objects.filter(delivery=row).exclude(invoiced=0).exists():
            raise Refused(_("Cette livraison est facturée : notez plutôt un retour."))
        row.cancelled_at, row.cancel_reason, row.revision = timezone.now(), why, row.revision + 1
        row.save(update_fields=["cancelled_at", "cancel_reason", "revision"])
        _write_quantities(terms)
        if any(line.delivered * line.ordered < 0 for line in progress_of(terms)):
            raise Refused(_("Une partie de cette livraison est déjà revenue : annulez d’abord le retour."))
        _write_state(terms)
        tell(actor, terms.order, "changed", {"deliveries": (row.number, None), "reason": ("", why)})
    return row


def progress_of(terms: OrderTerms) -> Sequence[LineProgress]:
    """The lines that count, as the rules read them."""
    rows = OrderLineTerms.objects.filter(order=terms, kind=LineKind.ITEM.value).order_by("position", "id")
    return [LineProgress(line.pk, line.quantity, line.delivered, line.invoiced, line.label) for line in rows]


def _store(
    terms: OrderTerms, shipment: Shipment, quantities: Mapping[int, Decimal], *, return_reason: str = ""
) -> Delivery:
    shipped_on = _past_day(shipment.shipped_on, "shipped_on")
    delivered_on = _past_day(shipment.delivered_on, "delivered_on")
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


def _past_day(given: object, name: str) -> date | None:
    day = day_of(given, name)
    if day is not None and day > timezone.localdate():
        raise refuse_field(name, _("Ce jour n’est pas encore venu."))
    return day


def _settle(actor: Actor, terms: OrderTerms, delivery: Delivery, verb: str) -> None:
    _write_quantities(terms)
    before = terms.state
    _write_state(terms)
    tell(actor, terms.order, verb, {"deliveries": (None, delivery.number), "state": (before, terms.state)})
    emit(DELIVERY_MADE, {"delivery": delivery.pk}, actor_id=actor.user_id)


def _write_quantities(terms: OrderTerms) -> None:
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


def _write_state(terms: OrderTerms) -> None:
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


def _refuse(findings: Mapping[int, Finding]) -> None:
    if findings:
        fields = {f"quantity-{key}": [say(finding)] for key, finding in findings.items()}
        raise Refused(next(iter(fields.values()))[0], fields=fields)
