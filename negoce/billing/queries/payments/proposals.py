"""What waits of the bank's statements, with what each movement may pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.billing.enums import BankLineState
from negoce.billing.models import BankLine, Payment, Receivable
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.payment_matching import OpenItem, OpenItems, Proposal, Received, propose
from negoce.catalogue.rules.early_payment import early_of
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A movement and its proposals, the best first."""

    line: BankLine
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """The movements of a page, and the records that their proposals name."""

    lines: Sequence[WaitingLine]
    receivables: dict[int, Receivable]
    companies: dict[int, Company]
    total: int


def waiting_lines(actor: Actor, *, start: int = 0, limit: int = 50) -> Waiting:
    """A page of the movements that wait, oldest first; six queries whatever their number."""
    rows = BankLine.objects.filter(state=BankLineState.WAITING.value).select_related("statement")
    total = rows.count()
    lines = list(rows.order_by("booked_on", "id")[start : start + limit])
    items = _open_items(actor)
    payers = _payers([line.counterpart_iban for line in lines if line.counterpart_iban])
    found = [WaitingLine(line, propose(_received(line, payers), items)) for line in lines]
    keys = {key for each in found for proposal in each.proposals for key, _share in proposal.shares}
    companies = {proposal.company for each in found for proposal in each.proposals}
    return Waiting(
        found,
        {row.pk: row for row in Receivable.objects.filter(pk__in=keys)},
        {row.pk: row for row in Company.objects.filter(pk__in=companies)},
        total,
    )


def _open_items(actor: Actor) -> OpenItems:
    rows = list(
        visible_receivables(actor)
        .filter(is_open=True, amount__gt=0)
        .values_list(
            "pk", "reference", "company_id", "amount", "settled", "due_on", "issued_on",
            "document__early_percent", "document__early_days",
        )
    )  # fmt: skip
    names = visible_receivables(actor).filter(is_open=True).values_list("company_id", "company__name")
    return OpenItems(
        (
            OpenItem(
                key,
                reference,
                company,
                amount - settled,
                due_on,
                *_discounted(amount, settled, issued_on, percent, days),
            )
            for key, reference, company, amount, settled, due_on, issued_on, percent, days in rows
        ),
        names.distinct(),
    )


def _discounted(
    amount: Decimal, settled: Decimal, issued_on: date, percent: Decimal | None, days: int | None
) -> tuple[Decimal | None, date | None]:
    """What is left with the discount of the invoice, and until when; nothing when it offers none or is begun."""
    early = early_of(percent, days)
    if early is None or settled:
        return None, None
    return amount - early.amount_of(amount), early.last_day(issued_on)


def _payers(ibans: Sequence[str]) -> dict[str, int]:
    """Which company each account paid for last."""
    rows = (
        Payment.objects.filter(bank_line__counterpart_iban__in=ibans, cancelled_at__isnull=True)
        .order_by("pk")
        .values_list("bank_line__counterpart_iban", "company_id")
    )
    return dict(rows)


def _received(line: BankLine, payers: dict[str, int]) -> Received:
    text = f"{line.label} {line.reference}"
    return Received(line.amount, text, line.counterpart, payers.get(line.counterpart_iban), line.booked_on)
