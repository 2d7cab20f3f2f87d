"""Which procedure a buyer must follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.negotiation.enums import BuyerKind, NeedKind
from negoce.negotiation.rules.tender_small_lots import small_lots
from negoce.negotiation.rules.tender_thresholds import (
    DECREE_SOURCE,
    FIRST_DAY,
    LAST_DAY,
    MOST_TURNOVER,
    ONLINE_FROM,
    THRESHOLD_SOURCE,
    Thresholds,
    thresholds,
)

_SPLITTING = "CCP art. R2121-4"


class Procedure(StrEnum):
    """What a buyer must go through."""

    FREE = "free"
    EXEMPT = "exempt"
    ADAPTED = "adapted"
    FORMAL = "formal"


class Publicity(StrEnum):
    """How a consultation is made known."""

    NONE = "none"
    FREE_FORM = "free_form"
    NOTICE = "notice"
    EUROPEAN = "european"


@dataclass(frozen=True, slots=True)
class ProcedureFound:
    """The procedure, its publicity, and the largest turnover a buyer may require; None where nothing limits it.

    `small_lots` are the places, from 0, of the lots that may leave a formal procedure.
    """

    procedure: Procedure
    publicity: Publicity
    most_turnover: Decimal | None = None
    small_lots: tuple[int, ...] = ()


def procedure(
    amount: Decimal, *, buyer: BuyerKind, need: NeedKind, starts_on: date, lots: Sequence[Decimal] = ()
) -> Worked[ProcedureFound]:
    """Tell the procedure of a need, renewals and all lots included, excluding VAT (R-S8).

    The thresholds are those of the day on which the consultation starts. Raises CannotWork for an amount that is not
    above zero, lots that do not add up to it, and a day before the first known thresholds.
    """
    if amount <= 0:
        raise CannotWork("tender.amount_needed")
    if lots and sum(lots) != amount:
        raise CannotWork("tender.lots_do_not_add_up", lots=sum(lots), amount=amount)
    if buyer is BuyerKind.PRIVATE:
        return Worked(ProcedureFound(Procedure.FREE, Publicity.NONE), (Step("tender.private_buyer"),))
    if starts_on < FIRST_DAY:
        raise CannotWork("tender.thresholds_unknown", day=starts_on, first=FIRST_DAY)
    known = thresholds(buyer, need, starts_on)
    found, steps = _judged(amount, known, need)
    findings = [Finding(f"tender.to_confirm_{name}", "warning") for name in known.to_confirm]
    if starts_on > LAST_DAY:
        findings.append(Finding("tender.thresholds_past", "warning", {"last": LAST_DAY}))
    steps.append(Step("tender.splitting", {}, _SPLITTING))
    # Who consults nobody has no documents to give.
    if amount >= ONLINE_FROM and found[0] is not Procedure.EXEMPT:
        steps.append(Step("tender.documents_online", {"from": ONLINE_FROM}, DECREE_SOURCE))
    turnover = None
    if found[0] is not Procedure.EXEMPT:
        turnover = round_money(amount * MOST_TURNOVER)
        steps.append(Step("tender.most_turnover", {"amount": amount, "turnover": turnover}, DECREE_SOURCE))
    taken: tuple[int, ...] = ()
    if lots and found[0] is Procedure.FORMAL and need is not NeedKind.SOCIAL:
        of_lots = small_lots(lots, need)
        taken, findings = of_lots.value, [*findings, *of_lots.findings]
        steps.extend(of_lots.steps)
    return Worked(ProcedureFound(*found, turnover, taken), tuple(steps), tuple(findings))


def _judged(
    amount: Decimal, known: Thresholds, need: NeedKind
) -> tuple[tuple[Procedure, Publicity], list[Step]]:
    exempt = {"amount": amount, "threshold": known.exempt}
    formal = {"amount": amount, "threshold": known.formal}
    if amount < known.exempt:
        return (Procedure.EXEMPT, Publicity.NONE), [Step("tender.exempt", exempt, THRESHOLD_SOURCE)]
    steps = [Step("tender.not_exempt", exempt, THRESHOLD_SOURCE)]
    if need is NeedKind.SOCIAL:
        steps.append(Step("tender.social", {}, THRESHOLD_SOURCE))
        if amount < known.formal:
            return (Procedure.ADAPTED, Publicity.FREE_FORM), steps
        steps.append(Step("tender.social_european", formal, THRESHOLD_SOURCE))
        return (Procedure.ADAPTED, Publicity.EUROPEAN), steps
    if amount >= known.formal:
        steps.append(Step("tender.formal", formal, THRESHOLD_SOURCE))
        return (Procedure.FORMAL, Publicity.EUROPEAN), steps
    steps.append(Step("tender.adapted", formal, THRESHOLD_SOURCE))
    if amount < known.notice:
        return (Procedure.ADAPTED, Publicity.FREE_FORM), [*steps, _notice("tender.free_form", known)]
    return (Procedure.ADAPTED, Publicity.NOTICE), [*steps, _notice("tender.notice", known)]


def _notice(code: str, known: Thresholds) -> Step:
    return Step(code, {"threshold": known.notice}, THRESHOLD_SOURCE)
