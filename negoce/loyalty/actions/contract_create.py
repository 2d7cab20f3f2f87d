"""Begins a contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.loyalty.actions.contract_values import checked_values, contact_of
from negoce.loyalty.actions.contract_writing import add_up, place_in_time, tell, write_lines
from negoce.loyalty.models import Contract
from negoce.orders.actions.order_checks import check_lines, ordering_company
from negoce.orders.rules.agreed_lines import AgreedLine
from negoce.parameters.actions.next_number import next_number
from negoce.parameters.queries.seller import seller


def create_contract(
    actor: Actor,
    company: Company,
    *,
    lines: Sequence[AgreedLine],
    values: Mapping[str, object],
    reductions: Sequence[Reduction] = (),
) -> Contract:
    """Begin a contract; `lines` are what one period is invoiced for.

    `values`: `title`, `kind`, `starts_on`, `term_months`, `renewal`, `notice_days`, `period`, `in_advance`,
    `buyer_reference`, `indexation`, `contact`, and `invoiced_until`, the day up to which it was invoiced elsewhere.
    Raises NotAllowed, and Refused with the faulty fields.
    """
    require(actor, Permission.CREATE)
    check_lines(lines)
    fields = checked_values(values)
    with transaction.atomic():
        home = ordering_company(actor, company.pk)
        us = seller()
        row = Contract(
            number=_next_reference(fields["starts_on"]),  # type: ignore[arg-type]
            company=home,
            contact=contact_of(actor, home, values.get("contact")),
            owner_id=actor.user_id,
            reductions=stored_reductions(reductions),
            term_kind=us.term_kind,
            term_days=us.term_days,
            term_sector=us.term_sector,
            early_payment=us.early_payment,
            early_percent=us.early_percent,
            early_days=us.early_days,
            **fields,
        )
        add_up(row, lines)
        place_in_time(row, timezone.localdate(), ())
        row.save()
        write_lines(row, lines)
        tell(actor, row, "created", {"net": (None, row.net), "starts_on": (None, row.starts_on)})
    return row


def _next_reference(day: date) -> str:
    return f"CTR-{day.year}-{next_number(f'contract-{day.year}'):05d}"
