"""Creates, renews and terminates contracts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.companies.models import Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.refusal import Refused, refuse_field
from negoce.kit.worked import CannotWork
from negoce.loyalty.actions.contract_ending import settle_ending
from negoce.loyalty.actions.contract_values import checked_values, contact_of, read_day
from negoce.loyalty.actions.contract_writing import held, settle, tell
from negoce.loyalty.enums import ContractState, Renewal
from negoce.loyalty.models import Contract, ContractLine
from negoce.loyalty.queries.contracts import place_in_time
from negoce.loyalty.rules.contract_terms import earliest_end
from negoce.orders.actions.order_checks import check_lines, ordering_company, reason_of
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
        _add_up(row, lines)
        place_in_time(row, timezone.localdate(), 0)
        row.save()
        _write_lines(row, lines)
        tell(actor, row, "created", {"net": (None, row.net), "starts_on": (None, row.starts_on)})
    return row


def change_contract_lines(
    actor: Actor,
    contract: Contract,
    *,
    lines: Sequence[AgreedLine],
    reductions: Sequence[Reduction] = (),
    revision: int | None = None,
) -> Contract:
    """Change what the periods to come are invoiced for (an indexed price); drafts and invoices stay as they are.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    check_lines(lines)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.state == ContractState.ENDED.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        before = row.net
        row.reductions = stored_reductions(reductions)
        _add_up(row, lines)
        row.save()
        ContractLine.objects.filter(contract=row).delete()
        _write_lines(row, lines)
        tell(actor, row, "changed", {"net": (before, row.net)})
    return row


def renew_contract(actor: Actor, contract: Contract, *, revision: int | None = None) -> Contract:
    """Agree on one more term of a contract that does not go on by itself. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.renewal != Renewal.EXPRESS.value:
            raise Refused(_("Seul un contrat à reconduction expresse se renouvelle ici."))
        if row.state == ContractState.TERMINATED.value:
            raise Refused(_("Ce contrat est résilié."))
        before = row.ends_on
        row.renewals += 1
        row.state = ContractState.ACTIVE.value
        settle(row)
        tell(actor, row, "changed", {"ends_on": (before, row.ends_on)})
    return row


def terminate_contract(
    actor: Actor,
    contract: Contract,
    *,
    reason: str,
    noticed_on: object = None,
    ends_on: object = None,
    agreed: bool = False,
    revision: int | None = None,
) -> Contract:
    """End a contract: on the first day that its notice allows, or later; earlier only when both `agreed`.

    What was drafted or invoiced beyond its last day is drafted anew or given back, by days (`settle_ending`).

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    why = reason_of(reason)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.state != ContractState.ACTIVE.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        notice = read_day(noticed_on, "noticed_on") or timezone.localdate()
        if notice > timezone.localdate():
            raise refuse_field("noticed_on", _("Ce jour n’est pas encore venu."))
        first = earliest_end(
            row.starts_on, row.term_months, row.notice_days, Renewal(row.renewal), row.renewals, notice
        )
        last = read_day(ends_on, "ends_on") or first
        if last < first and not agreed:
            raise refuse_field(
                "ends_on",
                _(
                    "Avec ce préavis, le contrat court jusqu’au %(day)s. Pour le terminer plus tôt, cochez "
                    "« D’un commun accord »."
                )
                % {"day": format_date(first, actor.language)},
            )
        if last < row.starts_on:
            raise refuse_field("ends_on", _("Un contrat ne se termine pas avant d’avoir commencé."))
        before = row.ends_on
        row.state, row.ends_on = ContractState.TERMINATED.value, last
        row.noticed_on, row.ending_reason, row.notice_on = notice, why, None
        settle_ending(row)
        settle(row)
        tell(actor, row, "changed", {"ends_on": (before, last), "reason": ("", why)})
    return row


def _next_reference(day: date) -> str:
    return f"CTR-{day.year}-{next_number(f'contract-{day.year}'):05d}"


def _add_up(row: Contract, lines: Sequence[AgreedLine]) -> None:
    try:
        row.add_up([line.sale_line for line in lines])
    except CannotWork as problem:
        raise Refused(
            _("Les lignes ne s’additionnent pas : vérifiez les quantités, les remises et les taux de TVA.")
        ) from problem


def _write_lines(row: Contract, lines: Sequence[AgreedLine]) -> None:
    worked = row.add_up([line.sale_line for line in lines]).value
    ContractLine.objects.bulk_create(
        ContractLine(
            contract=row,
            position=place + 1,
            net=worked.line_nets[place],
            allowance=worked.line_reductions[place],
            **line.columns(),
        )
        for place, line in enumerate(lines)
    )
