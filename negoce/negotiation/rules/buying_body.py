"""How a works council and a public buyer decide: what they have to spend, how they vote, who signs. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_whole, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.kit.money import round_money
from negoce.kit.numbers import DecimalMark, parse_percent
from negoce.kit.worked import Step, Worked
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, CleanedDeal

HUNDRED = Decimal(100)
_GRANT = "C. trav. L2315-61"
_VOTE = "C. trav. L2315-32"
FROM_STAFF, GRANT_STAFF, LARGE_STAFF = 11, 50, 2_000
SMALL_RATE, LARGE_RATE = Decimal("0.20"), Decimal("0.22")
_MOST_STAFF = 2_000_000
FIELDS = (
    "employees",
    "payroll",
    "social_percent",
    "voters",
    "votes_for",
    "votes_against",
    "sign_limit",
    "decides_on",
)


class BodyKind(StrEnum):
    """The buyers that decide together."""

    WORKS_COUNCIL = "works_council"
    AUTHORITY = "authority"


class VoteState(StrEnum):
    """Where a vote stands."""

    WON = "won"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Budget:
    """What a works council may spend in a year; None is not known."""

    operating: Decimal | None
    social: Decimal | None


@dataclass(frozen=True, slots=True)
class Vote:
    """How many votes are needed, and how many of those are still to win."""

    needed: int
    missing: int
    state: VoteState


def council_budget(
    employees: int | None, payroll: Decimal | None, social_percent: Decimal | None = None
) -> Worked[Budget]:
    """Return the operating grant of a works council, 0.20 % of the payroll from 50 employees and 0.22 % from 2,000.

    `social_percent` of the payroll goes to social and cultural activities, as agreed in the company. Below 50 employees
    a council has no budget of its own; none is compulsory below 11.
    """
    if employees is not None and employees < GRANT_STAFF:
        code = "body.no_council" if employees < FROM_STAFF else "body.no_own_budget"
        return Worked(
            Budget(Decimal(0), None),
            (),
            (Finding(code, "warning", {"employees": employees, "from": FROM_STAFF}),),
        )
    steps = []
    operating = social = None
    if employees is not None and payroll is not None:
        rate = LARGE_RATE if employees >= LARGE_STAFF else SMALL_RATE
        operating = round_money(payroll * rate / HUNDRED)
        figures = {"employees": employees, "payroll": payroll, "rate": rate, "grant": operating}
        steps.append(Step("body.operating", figures, _GRANT))
    if payroll is not None and social_percent is not None:
        social = round_money(payroll * social_percent / HUNDRED)
        figures = {"payroll": payroll, "rate": social_percent, "social": social}
        steps.append(Step("body.social", figures, "C. trav. L2312-81"))
    return Worked(Budget(operating, social), tuple(steps))


def vote_of(
    voters: int, votes_for: int, votes_against: int, kind: BodyKind = BodyKind.WORKS_COUNCIL
) -> Worked[Vote]:
    """Return where a vote by the majority of those present stands: who abstains counts as against.

    That is the law of a works council. The board of a public buyer votes by a rule of its own: its majority is said
    as if all were present, and rests on no text.
    """
    needed = voters // 2 + 1
    missing = max(0, needed - votes_for)
    undecided = voters - votes_for - votes_against
    state = VoteState.OPEN if 0 < missing <= undecided else VoteState.LOST if missing else VoteState.WON
    figures = {
        "voters": voters,
        "needed": needed,
        "for": votes_for,
        "against": votes_against,
        "missing": missing,
    }
    council = kind is BodyKind.WORKS_COUNCIL
    code = f"body.{'vote' if council else 'board'}_{state.value}"
    return Worked(Vote(needed, missing, state), (Step(code, figures, _VOTE if council else ""),))


def clean_body(given: Mapping[str, object], today: date, mark: DecimalMark = ",") -> CleanedDeal:
    """Read what is typed of a body; every field may be empty.

    Refused: numbers that are none, more votes than voters, votes without voters.
    """
    read: dict[str, Parsed[Any]] = {
        "employees": clean_whole(given.get("employees"), _MOST_STAFF, mark),
        "payroll": clean_amount(given.get("payroll"), AMOUNT_MAX, mark),
        "social_percent": _percent(given.get("social_percent"), mark),
        "voters": clean_whole(given.get("voters"), 999, mark),
        "votes_for": clean_whole(given.get("votes_for"), 999, mark),
        "votes_against": clean_whole(given.get("votes_against"), 999, mark),
        "sign_limit": clean_amount(given.get("sign_limit"), AMOUNT_MAX, mark),
        "decides_on": parse_day(text_of(given.get("decides_on")), today),
    }
    values = {name: each.value for name, each in read.items() if each.finding is None}
    errors = {name: each.finding for name, each in read.items() if each.finding is not None}
    if not errors:
        cast = (values["votes_for"] or 0) + (values["votes_against"] or 0)
        if cast > (values["voters"] or 0):
            errors["voters"] = Finding(
                "body.more_votes", "error", {"cast": cast, "voters": values["voters"] or 0}
            )
    return CleanedDeal(values, errors)


def _percent(raw: object, mark: DecimalMark) -> Parsed[Decimal]:
    rate = parse_percent(text_of(raw), mark)
    if rate.value is not None and not 0 <= rate.value <= HUNDRED:
        return Parsed(None, Finding("reduction.percent_out_of_range", "error", {"percent": rate.value}))
    return rate if rate.value is None else Parsed(round(rate.value, 2))
