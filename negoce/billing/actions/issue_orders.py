"""Notes on orders and deliveries what a document bills of them, or gives back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from django.db.models import F, Q

from negoce.billing.enums import DocumentKind
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from negoce.orders.models import DeliveryLine, OrderLineTerms, OrderTerms

ZERO = Decimal(0)


def bill_orders(document: FiscalDocument) -> None:
    """Raise the invoiced quantities of what a draft bills, in the transaction that issues it.

    A credit note lowers them. Raises Refused when another invoice has taken the quantity meanwhile, or the order was
    cancelled.
    """
    sign = -1 if document.kind == DocumentKind.CREDIT_NOTE.value else 1
    lines = list(
        document.lines.filter(order_line__isnull=False)
        .select_related("order_line")
        .order_by("order_line_id", "id")
    )
    nets: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        assert line.order_line is not None
        nets[line.order_line.order_id] += line.net
        _raise_line(line, sign)
    if len(nets) == 1 and sign > 0:
        nets = defaultdict(Decimal, dict.fromkeys(nets, document.net))
    for order_id, net in sorted(nets.items()):
        orders = OrderTerms.objects.filter(pk=order_id)
        if sign > 0:
            orders = orders.exclude(state=OrderState.CANCELLED.value)
        if not orders.update(invoiced_net=F("invoiced_net") + sign * net):
            reference = OrderTerms.objects.values_list("order__reference", flat=True).get(pk=order_id)
            raise _refused(Finding("issue.order_cancelled", figures={"reference": reference}))


def _raise_line(line: FiscalLine, sign: int) -> None:
    quantity = sign * line.quantity
    assert line.order_line_id is not None
    rows = OrderLineTerms.objects.filter(pk=line.order_line_id)
    if not rows.filter(_fits(quantity)).update(invoiced=F("invoiced") + quantity):
        known = rows.values_list("quantity", "invoiced").get()
        figures = {"line": line.position, "left": known[0] - known[1]}
        raise _refused(Finding("issue.order_line_over", figures=figures))
    if line.delivery_line_id is None:
        return
    deliveries = DeliveryLine.objects.filter(pk=line.delivery_line_id)
    if not deliveries.filter(_fits(quantity)).update(invoiced=F("invoiced") + quantity):
        taken = deliveries.values_list("quantity", "invoiced").get()
        figures = {"line": line.position, "left": taken[0] - taken[1]}
        raise _refused(Finding("issue.order_line_over", figures=figures))


def _fits(quantity: Decimal) -> Q:
    """Rows where the invoiced quantity stays between nothing and what was ordered, below zero for a return."""
    after = F("invoiced") + quantity
    return Q(quantity__gt=0, quantity__gte=after, invoiced__gte=-quantity) | Q(
        quantity__lt=0, quantity__lte=after, invoiced__lte=-quantity
    )


def _refused(finding: Finding) -> Refused:
    return Refused(say(finding), fields={"issue": [say(finding)]})
