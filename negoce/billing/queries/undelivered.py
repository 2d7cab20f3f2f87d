"""Which goods of a draft have not left, or not after all: VAT on goods falls due at their delivery."""

from __future__ import annotations

from collections.abc import Iterable

from negoce.billing.enums import DocumentKind
from negoce.billing.models import FiscalDocument, FiscalLine
from negoce.billing.rules.supply import is_service, not_left
from negoce.catalogue.enums import LineKind
from negoce.kit.explain import Finding
from negoce.orders.models import Delivery

_MOST_NAMED = 3


def undelivered_goods(kind: str, lines: Iterable[FiscalLine]) -> tuple[Finding, ...]:
    """Return a warning that names the goods of an invoice that are still here (CGI art. 269); none of a free one.

    `lines` come with their `product` and `order_line`, so that nothing is asked.
    """
    if kind != DocumentKind.INVOICE.value:
        return ()
    labels = list(dict.fromkeys(line.label for line in lines if _is_here(line)))
    if not labels:
        return ()
    more = " …" if len(labels) > _MOST_NAMED else ""
    return (Finding("issue.undelivered", "warning", {"goods": ", ".join(labels[:_MOST_NAMED]) + more}),)


def cancelled_deliveries(document: FiscalDocument) -> tuple[Finding, ...]:
    """Return an error for a delivery that an invoice bills and that was cancelled since; one query."""
    if document.kind != DocumentKind.INVOICE.value:
        return ()
    rows = Delivery.objects.filter(
        pk__in=document.lines.filter(delivery_line__isnull=False)
        .order_by()
        .values("delivery_line__delivery_id"),
        cancelled_at__isnull=False,
    )
    number = rows.order_by("pk").values_list("number", flat=True).first()
    return () if number is None else (Finding("issue.delivery_cancelled", figures={"number": number}),)


def _is_here(line: FiscalLine) -> bool:
    agreed = line.order_line
    # What bills a delivery bills what has left.
    if agreed is None or line.kind != LineKind.ITEM.value or line.delivery_line_id is not None:
        return False
    product = line.product
    if is_service(product.kind if product else None, line.unit):
        return False
    return not_left(line.quantity, delivered=agreed.delivered, invoiced=agreed.invoiced) > 0
