"""What every change of a contract shares: it is held, added up, put to where the rules say it is, and told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused
from negoce.kit.worked import CannotWork
from negoce.loyalty.enums import ContractState, Period, Renewal
from negoce.loyalty.models import Contract, ContractLine, ContractPeriod
from negoce.loyalty.queries.contracts import last_day, visible_contracts
from negoce.loyalty.rules.contract_terms import last_notice_day, next_due, term_of
from negoce.orders.rules.agreed_lines import AgreedLine

# What follows from the day.
_PLACED = ("ends_on", "notice_on", "next_invoice_on", "state")


def held(actor: Actor, contract: Contract, revision: int | None) -> Contract:
    """The contract as it is stored, its revision raised: this transaction is alone with it."""
    if not visible_contracts(actor).filter(pk=contract.pk).exists():
        raise NotAllowed(_("Ce contrat n’existe plus ou n’est pas visible pour vous."))
    same = Contract.objects.filter(pk=contract.pk)
    if revision is not None:
        same = same.filter(revision=revision)
    if not same.update(revision=F("revision") + 1):
        current = Contract.objects.values_list("revision", flat=True).get(pk=contract.pk)
        message = _(
            "Le contrat a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."
        )
        raise Conflict(message, field="revision", current=current)
    return Contract.objects.select_related("company").get(pk=contract.pk)


def settle(row: Contract) -> None:
    """Put a held contract to where the rules say it is today, and store it."""
    place_in_time(row, timezone.localdate(), invoiced_periods(row))
    row.save()


def move_on(row: Contract, today: date, invoiced: Collection[int]) -> None:
    """Put a held contract to where the rules say it is; only what the day moved is written."""
    before = [getattr(row, name) for name in _PLACED]
    place_in_time(row, today, invoiced)
    if before != [getattr(row, name) for name in _PLACED]:
        row.save(update_fields=[*_PLACED, "updated_at"])


def invoiced_periods(contract: Contract) -> set[int]:
    """The numbers of the periods that have their invoice or its draft."""
    return set(ContractPeriod.objects.filter(contract=contract).values_list("number", flat=True))


def place_in_time(contract: Contract, today: date, invoiced: Collection[int]) -> None:
    """Put end, notice, next invoice and state of a contract to where the rules say they are today; nothing is saved.

    `invoiced` are the numbers of the periods that have their invoice.
    """
    state, renewal = ContractState(contract.state), Renewal(contract.renewal)
    if state is ContractState.ACTIVE:
        term = term_of(contract.starts_on, contract.term_months, today, renewal, contract.renewals)
        contract.ends_on = term.ends_on
        goes_on = renewal is Renewal.TACIT
        contract.notice_on = last_notice_day(term.ends_on, contract.notice_days) if goes_on else None
    if contract.ends_on < today and (state is ContractState.TERMINATED or renewal is not Renewal.TACIT):
        contract.state = ContractState.ENDED.value
        contract.notice_on = None
    contract.next_invoice_on = next_due(
        contract.starts_on,
        Period(contract.period),
        invoiced,
        ends_on=last_day(contract),
        in_advance=contract.in_advance,
        invoiced_until=contract.invoiced_until,
    )


def add_up(row: Contract, lines: Sequence[AgreedLine]) -> None:
    """Put the amounts of one period on the contract, unsaved. Raises Refused for what cannot be added up."""
    try:
        row.add_up([line.sale_line for line in lines])
    except CannotWork as problem:
        raise Refused(
            _("Les lignes ne s’additionnent pas : vérifiez les quantités, les remises et les taux de TVA.")
        ) from problem


def write_lines(row: Contract, lines: Sequence[AgreedLine]) -> None:
    """Store the lines of a contract that has none."""
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


def tell(actor: Actor, row: Contract, verb: str, changes: Changes) -> None:
    """Write in the journal."""
    entry = Entry(
        verb=verb,
        subject_kind="contract",
        subject_id=row.pk,
        subject_name=row.number,
        company_key=row.company_id,
        changes=changes,
    )
    record(actor, entry)
