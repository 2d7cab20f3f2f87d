"""Notes on orders and deliveries what a document bills of them, or gives back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils import timezone

from negoce.billing.enums import DocumentKind
from negoce.billing.findings import say
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.billing.queries.undelivered import cancelled_deliveries
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused
from negoce.orders.enums import OrderState
from negoce.orders.models import DeliveryLine, OrderLineTerms, OrderTerms

ZERO = Decimal(0)
_BATCH = 200


def bill_orders(document: FiscalDocument) -> None:
    """Raise the invoiced quantities of what a draft bills, in the transaction that issues it.

    A credit note lowers them. Quantities are added here, not by the database: SQLite adds in binary. Raises Refused
    when another invoice has taken the quantity meanwhile, or the order or a delivery was cancelled.
    """
    sign = -1 if document.kind == DocumentKind.CREDIT_NOTE.value else 1
    lines = list(document.lines.filter(order_line__isnull=False).order_by("order_line_id", "id"))
    if not lines:
        return
    keys = [line.order_line_id for line in lines if line.order_line_id is not None]
    owners = (
        OrderLineTerms.objects.filter(pk__in=keys).order_by("order_id").values_list("order_id", flat=True)
    )
    orders = _held(list(owners.distinct()), billed=sign > 0)
    for found in cancelled_deliveries(document):
        raise _refused(found)
    agreed = OrderLineTerms.objects.in_bulk(keys)
    delivered = DeliveryLine.objects.in_bulk(
        [line.delivery_line_id for line in lines if line.delivery_line_id]
    )
    nets: dict[int, Decimal] = defaultdict(Decimal)
    for line in lines:
        assert line.order_line_id is not None
        row = agreed[line.order_line_id]
        nets[row.order_id] += line.net
        _raise(row, line, sign)
        if line.delivery_line_id is not None:
            _raise(delivered[line.delivery_line_id], line, sign)
    OrderLineTerms.objects.bulk_update(agreed.values(), ["invoiced"], batch_size=_BATCH)
    DeliveryLine.objects.bulk_update(delivered.values(), ["invoiced"], batch_size=_BATCH)
    if len(nets) == 1:
        # Alone it bears the reductions and the shipping of the whole document, an invoice and its credit note alike.
        nets = defaultdict(Decimal, dict.fromkeys(nets, document.net))
    for key, net in nets.items():
        OrderTerms.objects.filter(pk=key).update(invoiced_net=orders[key].invoiced_net + sign * net)


def _held(keys: Sequence[int], *, billed: bool) -> Mapping[int, OrderTerms]:
    """The orders as they are now; each row is written first, so that this transaction is alone with it and its lines.

    What is billed must not be cancelled; a credit note may give back to an order that was.
    """
    for key in keys:
        rows = OrderTerms.objects.filter(pk=key)
        if billed:
            rows = rows.exclude(state=OrderState.CANCELLED.value)
        if not rows.update(updated_at=timezone.now()):
            reference = OrderTerms.objects.values_list("order__reference", flat=True).get(pk=key)
            raise _refused(Finding("issue.order_cancelled", figures={"reference": reference}))
    return OrderTerms.objects.in_bulk(keys)


def _raise(row: OrderLineTerms | DeliveryLine, line: FiscalLine, sign: int) -> None:
    """Add to what is invoiced, unsaved: it stays between nothing and the quantity, below zero for a return."""
    quantity = sign * line.quantity
    after = row.invoiced + quantity
    low, high = sorted((ZERO, row.quantity))
    if not row.quantity or not low <= after <= high:
        figures = {"line": line.position, "left": row.quantity - row.invoiced}
        raise _refused(Finding("issue.order_line_over", figures=figures))
    row.invoiced = after


def _refused(finding: Finding) -> Refused:
    return Refused(say(finding), fields={"issue": [say(finding)]})
