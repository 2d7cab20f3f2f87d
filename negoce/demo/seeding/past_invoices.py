"""Invoices of the months before, as they came from the former program: owed, paid on time or late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from negoce.billing.enums import DocumentKind, PaymentMethod, PaymentSource
from negoce.billing.models import ExternalDocument, Payment, Receivable, Settlement
from negoce.demo.draws import draws, stable_public_id
from negoce.demo.moments import midnight
from negoce.demo.seeding.bulk import allocate_ids, insert_rows
from negoce.demo.seeding.handled import DAYS
from negoce.kit.money import round_money
from negoce.orders.enums import OrderSource
from negoce.orders.models import Order

# Weeks before the orders that are handled here.
WEEKS = 35
TERM = timedelta(days=30)
# After so long, a debt was settled or has become a rare dispute.
LONGEST = timedelta(days=60)
VAT = Decimal("0.20")
ZERO = Decimal(0)
_METHODS = (PaymentMethod.TRANSFER, PaymentMethod.TRANSFER, PaymentMethod.CHEQUE, PaymentMethod.DIRECT_DEBIT)


def write_past_week(today: date, place: int) -> None:
    """Write the invoices of the orders of one week; week 0 is the oldest. Most are paid, some of the last are not."""
    last = today - timedelta(days=DAYS + 7 * (WEEKS - 1 - place))
    orders = list(
        Order.objects.filter(
            ordered_on__gt=last - timedelta(days=7),
            ordered_on__lte=last,
            source__in=(OrderSource.DEMO.value, OrderSource.DEMO_SYNTHETIC.value),
            cancelled_at__isnull=True,
        )
        .exclude(net=0)
        .select_related("company")
        .order_by("pk")
    )
    if not orders:
        return
    documents = [_Past(order, today) for order in orders]
    _insert(documents)


class _Past:
    """An order's invoice, or the credit note of a return, with what was paid of it."""

    def __init__(self, order: Order, today: date) -> None:
        habit = draws("punctuality", order.company.import_key)
        chance = draws("invoice", order.import_key)
        usual = habit.choice((0, 0, 0, 3, 8, 15, 28))
        self.order = order
        self.net = order.net
        self.vat = round_money(order.net * VAT)
        self.total = self.net + self.vat
        self.due_on = order.ordered_on + TERM
        paid_on = self.due_on + timedelta(days=max(usual + chance.randint(-6, 6), -20))
        # One in fifty does not pay, one in forty pays a part only; reminders bring nearly all of it in the end.
        never, part = chance.randrange(100) < 2, not chance.randrange(40)
        settled_at_last = self.due_on < today - LONGEST and chance.randrange(12) > 0
        if settled_at_last and never:
            never, paid_on = False, self.due_on + timedelta(days=chance.randint(30, LONGEST.days))
        self.paid_on: date | None = None if never or paid_on > today else paid_on
        self.paid = round_money(self.total / 2) if part and not settled_at_last else self.total
        self.method = habit.choice(_METHODS)

    @property
    def settled(self) -> Decimal:
        """What was paid of it, including VAT."""
        return self.paid if self.paid_on is not None else ZERO


def _insert(documents: Sequence[_Past]) -> None:
    external = allocate_ids(ExternalDocument, len(documents))
    insert_rows(
        ExternalDocument,
        ("id", "public_id", "company_id", "kind", "reference", "order_reference", "issued_on", "due_on", "net",
         "vat", "incl_vat", "created_at", "updated_at"),
        [_document(each, key) for each, key in zip(documents, external, strict=True)],
    )  # fmt: skip
    owed = allocate_ids(Receivable, len(documents))
    insert_rows(
        Receivable,
        ("id", "public_id", "company_id", "owner_id", "external_id", "kind", "reference", "issued_on", "due_on",
         "amount", "settled", "is_open", "settled_on", "updated_at"),
        [_receivable(each, *keys) for each, *keys in zip(documents, owed, external, strict=True)],
    )  # fmt: skip
    paid = [(each, key) for each, key in zip(documents, owed, strict=True) if each.settled]
    payments = allocate_ids(Payment, len(paid))
    insert_rows(
        Payment,
        ("id", "public_id", "company_id", "received_on", "amount", "matched", "method", "reference", "source",
         "created_at", "updated_at"),
        [_payment(each, key) for (each, _owed), key in zip(paid, payments, strict=True)],
    )  # fmt: skip
    insert_rows(
        Settlement,
        ("receivable_id", "payment_id", "amount", "settled_on", "created_at"),
        [
            (owed_key, key, each.settled, each.paid_on, midnight(each.paid_on or each.due_on))
            for (each, owed_key), key in zip(paid, payments, strict=True)
        ],
    )


def _kind(each: _Past) -> str:
    return (DocumentKind.INVOICE if each.total > 0 else DocumentKind.CREDIT_NOTE).value


def _number(each: _Past) -> str:
    return f"{'FA' if each.total > 0 else 'AV'}-{each.order.reference}"


def _document(each: _Past, key: int) -> tuple[Any, ...]:
    order, moment = each.order, midnight(each.order.ordered_on)
    return (
        key, stable_public_id("external", order.import_key), order.company_id, _kind(each), _number(each),
        order.reference, order.ordered_on, each.due_on, each.net, each.vat, each.total, moment, moment,
    )  # fmt: skip


def _receivable(each: _Past, key: int, external: int) -> tuple[Any, ...]:
    order, settled = each.order, each.settled
    closed = settled == each.total
    return (
        key, stable_public_id("receivable", order.import_key), order.company_id, order.company.owner_id, external,
        _kind(each), _number(each), order.ordered_on, each.due_on, each.total, settled, not closed,
        each.paid_on if closed else None, midnight(each.paid_on or order.ordered_on),
    )  # fmt: skip


def _payment(each: _Past, key: int) -> tuple[Any, ...]:
    order, day = each.order, each.paid_on
    assert day is not None
    moment = midnight(day)
    return (
        key, stable_public_id("payment", order.import_key), order.company_id, day, each.settled, each.settled,
        each.method.value, f"{_number(each)}", PaymentSource.DEMO.value, moment, moment,
    )  # fmt: skip
