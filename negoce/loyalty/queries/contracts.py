"""Contracts: who sees them, what their page reads, which notice comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.queries.visible import company_rights, visible_companies
from negoce.identity.rules.actor import Actor
from negoce.loyalty.enums import ContractState, Period, Renewal
from negoce.loyalty.models import Contract, ContractLine, ContractPeriod
from negoce.loyalty.rules.contract_terms import Span, periods_due


@dataclass(frozen=True, slots=True)
class ContractPage:
    """Lines and invoiced periods of a contract, the newest first, and the periods that wait for their invoice."""

    lines: Sequence[ContractLine]
    periods: Sequence[ContractPeriod]
    due: Sequence[Span]


def visible_contracts(actor: Actor) -> QuerySet[Contract]:
    """Contracts of the companies that the actor may see, in no order."""
    rows = Contract.objects.filter(company_rights(actor, "company__"), company__deleted_at__isnull=True)
    return rows.order_by()


def listed_contracts(actor: Actor) -> QuerySet[Contract]:
    """The same, worded for lists: SQLite follows the order and asks each row for its company."""
    if connection.vendor != "sqlite":
        return visible_contracts(actor)
    return Contract.objects.filter(
        Exists(visible_companies(actor).filter(pk=OuterRef("company_id")))
    ).order_by()


def contracts_for_page(actor: Actor) -> QuerySet[Contract]:
    """Visible contracts with what their page names."""
    return visible_contracts(actor).select_related("company", "contact", "owner")


def contract_page(contract: Contract, today: date) -> ContractPage:
    """Lines and periods of a contract that the caller loaded; two queries."""
    lines = ContractLine.objects.filter(contract=contract).select_related("product").order_by("position")
    periods = list(
        ContractPeriod.objects.filter(contract=contract)
        .select_related("document", "credit")
        .order_by("-number")
    )
    done = {each.number for each in periods}
    due = [each for each in spans_due(contract, today) if each.number not in done]
    return ContractPage(list(lines), periods, due)


def spans_due(contract: Contract, today: date) -> Sequence[Span]:
    """Every period that should have its invoice by today, those that have it included."""
    return periods_due(
        contract.starts_on,
        Period(contract.period),
        today=today,
        ends_on=last_day(contract),
        in_advance=contract.in_advance,
        invoiced_until=contract.invoiced_until,
    )


def last_day(contract: Contract) -> date | None:
    """The last day of a contract; None while it goes on by itself."""
    goes_on = contract.renewal == Renewal.TACIT.value and contract.state == ContractState.ACTIVE.value
    return None if goes_on else contract.ends_on
