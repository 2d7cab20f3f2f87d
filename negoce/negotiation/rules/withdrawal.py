"""The right of withdrawal between professionals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from negoce.kit.dates import add_months
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.kit.working_days import next_working_day

_SOURCE = "C. conso L221-3"
WITHDRAWAL_DAYS = 14
LARGEST_STAFF = 5
MONTHS_WITHOUT_INFORMATION = 12


@dataclass(frozen=True, slots=True)
class Contract:
    """What decides whether a professional may withdraw."""

    off_premises: bool
    inside_main_activity: bool
    employees: int
    is_service: bool
    concluded_on: date
    received_on: date | None = None
    information_given: bool = True


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Whether the buyer may withdraw, and the last day to do so; None while the goods have not been received."""

    applies: bool
    until: date | None = None


def withdrawal(contract: Contract) -> Worked[Withdrawal]:
    """Tell whether and until when a professional may withdraw from a contract (R-C14), C. conso L221-3.

    All three: concluded off-premises, outside his main activity, at most five employees. Then 14 days from the
    conclusion (services) or the receipt (goods), first day not counted, moved to the next working day; twelve months
    more where the information was not given. Raises CannotWork for a staff below zero.
    """
    if contract.employees < 0:
        raise CannotWork("amount.negative", amount=contract.employees)
    steps = [
        Step("withdrawal.off_premises" if contract.off_premises else "withdrawal.on_premises", {}, _SOURCE),
        Step(
            "withdrawal.inside_activity" if contract.inside_main_activity else "withdrawal.outside_activity",
            {},
            _SOURCE,
        ),
        Step(
            "withdrawal.small_staff" if contract.employees <= LARGEST_STAFF else "withdrawal.large_staff",
            {"employees": contract.employees, "most": LARGEST_STAFF},
            _SOURCE,
        ),
    ]
    applies = (
        contract.off_premises and not contract.inside_main_activity and contract.employees <= LARGEST_STAFF
    )
    if not applies:
        return Worked(Withdrawal(False), (*steps, Step("withdrawal.none", {}, _SOURCE)))
    start = contract.concluded_on if contract.is_service else contract.received_on
    findings = (Finding("withdrawal.judged_case_by_case", "info"),)
    if start is None:
        return Worked(Withdrawal(True), (*steps, Step("withdrawal.not_received", {}, _SOURCE)), findings)
    last = start + timedelta(days=WITHDRAWAL_DAYS)
    if not contract.information_given:
        last = add_months(last, MONTHS_WITHOUT_INFORMATION)
    until = next_working_day(last)
    figures = {"from": start, "days": WITHDRAWAL_DAYS, "counted": last, "until": until}
    code = "withdrawal.until" if contract.information_given else "withdrawal.until_without_information"
    return Worked(Withdrawal(True, until), (*steps, Step(code, figures, _SOURCE)), findings)
