"""Cleans and checks what is typed of a referral. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_amount, clean_choice, clean_line, clean_paragraphs
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark
from negoce.prospecting.enums import ReferralOutcome

REWARD_MAX, NOTE_MAX = 160, 2000
HIGHEST_REWARD = Decimal(10) ** 9
DAYS = ("given_on", "consent_on", "won_on", "rewarded_on")
FIELDS = (*DAYS, "may_be_named", "outcome", "reward", "reward_amount", "note")


def clean_referral(
    values: Mapping[str, object], *, today: date, mark: DecimalMark = ","
) -> tuple[Mapping[str, object], Mapping[str, Finding]]:
    """Return the cleaned columns of a referral, and the findings by field that refuse it.

    Days are typed texts or dates, none of them to come; those of a consent or of a first order that was given
    without its day are `today`. A day without what it dates is left out.
    """
    cleaned: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name in DAYS:
        parsed = _day(values.get(name), today)
        if parsed.finding is not None:
            errors[name] = parsed.finding
        cleaned[name] = parsed.value
    outcome = clean_choice(values.get("outcome"), ReferralOutcome)
    reward, note = (
        clean_line(values.get("reward"), REWARD_MAX),
        clean_paragraphs(values.get("note"), NOTE_MAX),
    )
    amount = _amount(values.get("reward_amount"), mark)
    for name, read in (("outcome", outcome), ("reward", reward), ("note", note), ("reward_amount", amount)):
        if read.finding is not None:
            errors[name] = read.finding
    named = values.get("may_be_named") in (True, "on", "yes", "true", "1")
    state = outcome.value or ReferralOutcome.WAITING.value
    won = state == ReferralOutcome.CUSTOMER
    cleaned |= {
        "given_on": cleaned["given_on"] or today,
        "may_be_named": named,
        "consent_on": (cleaned["consent_on"] or today) if named else None,
        "outcome": state,
        "won_on": (cleaned["won_on"] or today) if won else None,
        "reward": reward.value or "",
        "reward_amount": amount.value,
        "note": note.value or "",
    }
    return cleaned, errors


def _day(raw: object, today: date) -> Parsed[date]:
    if isinstance(raw, date):
        parsed = Parsed(raw)
    else:
        parsed = parse_day("" if raw is None else str(raw), today, forward=False)
    if parsed.value is not None and parsed.value > today:
        return Parsed(None, Finding("declared.day_to_come"))
    return parsed


def _amount(raw: object, mark: DecimalMark) -> Parsed[Decimal]:
    if raw is None or not str(raw).strip():
        return Parsed()
    return clean_amount(raw, HIGHEST_REWARD, mark)
