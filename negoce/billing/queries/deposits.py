"""Which deposits of an order are left to be taken into account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from negoce.billing.enums import DocumentKind, DocumentState
from negoce.billing.models import DepositUse, FiscalDocument, FiscalLine
from negoce.billing.rules.deposit import deposit_room
from negoce.orders.models import OrderTerms

ZERO = Decimal(0)
_CREDIT = DocumentKind.CREDIT_NOTE.value


@dataclass(frozen=True, slots=True)
class DepositLeft:
    """An issued deposit invoice and what later invoices may still deduct, in euros including VAT."""

    deposit: FiscalDocument
    left: Decimal


def deposits_left(order_ids: Sequence[int], *, but: int | None = None) -> Sequence[DepositLeft]:
    """The issued deposits of these orders with something left, the oldest first.

    Uses by the draft `but` are not counted.
    """
    deposits = list(
        FiscalDocument.objects.filter(
            order_id__in=order_ids, kind=DocumentKind.DEPOSIT.value, state=DocumentState.ISSUED.value
        ).order_by("issued_on", "id")
    )
    left = amounts_left(deposits, but=but)
    return [DepositLeft(each, left[each.pk]) for each in deposits if left[each.pk] > 0]


def deposits_to_take(invoice: FiscalDocument) -> Sequence[DepositLeft]:
    """What a draft invoice takes of the deposits of its orders: as far as they and its total go."""
    if invoice.kind != DocumentKind.INVOICE.value:
        return []
    orders = set(
        FiscalLine.objects.filter(document=invoice, order_line__isnull=False)
        .order_by()
        .values_list("order_line__order_id", flat=True)
    )
    if invoice.order_id is not None:
        orders.add(invoice.order_id)
    taken, left = [], invoice.incl_vat
    for each in deposits_left(sorted(orders), but=invoice.pk) if orders else ():
        amount = min(each.left, left)
        if amount <= 0:
            break
        taken.append(DepositLeft(each.deposit, amount))
        left -= amount
    return taken


def room_for_deposit(deposit: FiscalDocument) -> Decimal | None:
    """What of its order a draft deposit may still ask for, including VAT; None without an order."""
    terms = OrderTerms.objects.select_related("order").filter(pk=deposit.order_id).first()
    if terms is None:
        return None
    asked = sum((each.left for each in deposits_left([terms.pk])), ZERO)
    return deposit_room(net=terms.net, incl_vat=terms.incl_vat, invoiced=terms.invoiced_net, asked=asked)


def amounts_left(deposits: Sequence[FiscalDocument], *, but: int | None = None) -> Mapping[int, Decimal]:
    """What is left of each deposit: its total, less what was credited, less uses, plus uses given back by credit notes.

    Uses by drafts count too, but for those of the draft `but`: two drafts never take the same money. In two queries.
    """
    keys = [each.pk for each in deposits]
    credited = dict(
        FiscalDocument.objects.filter(corrected_id__in=keys, state=DocumentState.ISSUED.value)
        .order_by()
        .values_list("corrected_id")
        .annotate(total=Sum("incl_vat"))
    )
    rows = DepositUse.objects.filter(deposit_id__in=keys).exclude(invoice_id=but).order_by()
    given_back = Q(invoice__kind=_CREDIT, invoice__state=DocumentState.ISSUED.value)
    used = {
        key: taken - returned
        for key, taken, returned in rows.values_list("deposit_id").annotate(
            taken=Sum("amount", filter=~Q(invoice__kind=_CREDIT), default=ZERO),
            returned=Sum("amount", filter=given_back, default=ZERO),
        )
    }
    return {
        each.pk: each.incl_vat - credited.get(each.pk, ZERO) - used.get(each.pk, ZERO) for each in deposits
    }
