"""What is asked of each way of paying an offer: reads what is typed, and what was kept. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from negoce.companies.rules.value_cleaning import clean_amount, clean_whole, text_of
from negoce.kit.explain import Finding, Parsed
from negoce.kit.numbers import DecimalMark, parse_percent
from negoce.negotiation.rules.deal_values import AMOUNT_MAX, CleanedDeal

HUNDRED = Decimal(100)


class Way(StrEnum):
    """How a buyer may pay."""

    CASH = "cash"
    DEFERRED = "deferred"
    INSTALMENTS = "instalments"
    LOAN = "loan"
    LEASE = "lease"


@dataclass(frozen=True, slots=True)
class Terms:
    """Amounts exclude VAT, rates are percent points, durations months or years as named; None is not known.

    `amount` None takes that of the quote or of the deal. A way is compared once its duration is known, a loan and a
    lease with their rate (or their rent); cash always is. `lease_last` None: the goods go back to the lessor.
    """

    amount: Decimal | None = None
    vat_rate: Decimal = Decimal(20)
    recovers_vat: bool = True
    is_service: bool = False
    vat_months: int = 1
    tax_rate: Decimal = Decimal(25)
    depreciation_years: int = 5
    discount_rate: Decimal | None = None
    cash_discount: Decimal = Decimal(0)
    deferred_days: int | None = None
    instalment_count: int | None = None
    instalment_deposit: Decimal = Decimal(0)
    instalment_rate: Decimal = Decimal(0)
    loan_months: int | None = None
    loan_rate: Decimal | None = None
    loan_every: int = 1
    loan_deposit: Decimal = Decimal(0)
    loan_fees: Decimal = Decimal(0)
    lease_months: int | None = None
    lease_rent: Decimal | None = None
    lease_rate: Decimal | None = None
    lease_every: int = 1
    lease_first: Decimal = Decimal(0)
    lease_last: Decimal | None = None
    lease_in_advance: bool = False

    def offers(self, way: Way) -> bool:
        """Whether enough is known of a way to compare it."""
        known: Mapping[Way, bool] = {
            Way.CASH: True,
            Way.DEFERRED: self.deferred_days is not None,
            Way.INSTALMENTS: self.instalment_count is not None,
            Way.LOAN: self.loan_months is not None and self.loan_rate is not None,
            Way.LEASE: self.lease_months is not None
            and (self.lease_rent is not None or self.lease_rate is not None),
        }
        return known[way]


@dataclass(frozen=True, slots=True)
class OurTerms:
    """What it costs us to wait: rates in percent points, fees excluding VAT; None is not known."""

    our_rate: Decimal | None = None
    bank_rate: Decimal | None = None
    endorsement_rate: Decimal = Decimal(0)
    bank_fees: Decimal = Decimal(0)
    factor_rate: Decimal | None = None
    factor_commission: Decimal | None = None
    factor_fund: Decimal = Decimal(0)


_AMOUNTS = {
    "amount", "instalment_deposit", "loan_deposit", "loan_fees", "lease_rent", "lease_first", "lease_last",
    "bank_fees",
}  # fmt: skip
_WHOLES: Mapping[str, tuple[int, int]] = {
    "vat_months": (0, 24),
    "depreciation_years": (0, 50),
    "deferred_days": (1, 730),
    "instalment_count": (1, 120),
    "loan_months": (1, 600),
    "loan_every": (1, 12),
    "lease_months": (1, 600),
    "lease_every": (1, 12),
}
_FLAGS = {"recovers_vat", "is_service", "lease_in_advance"}
# Rates that would leave nothing to divide by at 100 %.
_UNDER_HUNDRED = {"tax_rate", "cash_discount"}
EVERY = (1, 3, 12)
_DEFAULTS: Mapping[str, object] = {
    each.name: each.default for kind in (Terms, OurTerms) for each in fields(kind)
}
FIELDS = tuple(each.name for each in fields(Terms))
OUR_FIELDS = tuple(each.name for each in fields(OurTerms))


def clean_financing(
    given: Mapping[str, object], names: tuple[str, ...], mark: DecimalMark = ","
) -> CleanedDeal:
    """Read the fields of `names`; what is left empty takes its usual value.

    Refused: numbers that are none, rates and durations out of range, a duration that does not hold whole periods, and a
    loan or a lease of which half is told.
    """
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    for name in names:
        read = _read(name, given.get(name), mark)
        if read.finding is not None:
            errors[name] = read.finding
        else:
            values[name] = _DEFAULTS[name] if read.value is None else read.value
    for way in ("loan", "lease"):
        if f"{way}_months" in values:
            _whole_periods(way, values, errors)
    if "loan_months" in values:
        _half_told(values, errors)
    return CleanedDeal(values, errors)


def stored_terms(values: Mapping[str, object]) -> dict[str, object]:
    """Values as a JSON document keeps them: exact numbers as texts, nothing of what is not known."""
    return {
        name: f"{value.normalize():f}" if isinstance(value, Decimal) else value
        for name, value in values.items()
        if value is not None
    }


def read_terms(stored: Mapping[str, Any]) -> Terms:
    """What was kept of the buyer's side."""
    return Terms(**_kept(stored, FIELDS))


def read_our_terms(stored: Mapping[str, Any]) -> OurTerms:
    """What was kept of our side."""
    return OurTerms(**_kept(stored, OUR_FIELDS))


def _kept(stored: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: Decimal(value) if isinstance(value := stored[name], str) else value
        for name in names
        if name in stored
    }


def _read(name: str, raw: object, mark: DecimalMark) -> Parsed[Any]:
    if name in _FLAGS:
        return Parsed(raw is True or text_of(raw) in ("on", "true", "True", "1"))
    if name in _AMOUNTS:
        return clean_amount(raw, AMOUNT_MAX, mark)
    if name in _WHOLES:
        low, high = _WHOLES[name]
        whole = clean_whole(raw, 10_000, mark)
        if whole.value is not None and not low <= whole.value <= high:
            return Parsed(None, Finding("financing.whole_out_of_range", "error", {"low": low, "high": high}))
        return whole
    rate = parse_percent(text_of(raw), mark)
    if rate.value is None:
        return rate
    if not 0 <= rate.value <= HUNDRED or (name in _UNDER_HUNDRED and rate.value == HUNDRED):
        return Parsed(None, Finding("reduction.percent_out_of_range", "error", {"percent": rate.value}))
    return Parsed(round(rate.value, 4))


def _whole_periods(way: str, values: Mapping[str, object], errors: dict[str, Finding]) -> None:
    months, every = values[f"{way}_months"], values.get(f"{way}_every", 1)
    if every not in EVERY:
        errors[f"{way}_every"] = Finding("choice.unknown", "error", {"text": str(every)})
    elif isinstance(months, int) and isinstance(every, int) and months % every:
        figures = {"months": months, "every": every}
        errors[f"{way}_months"] = Finding("financing.broken_period", "error", figures)


def _half_told(values: Mapping[str, object], errors: dict[str, Finding]) -> None:
    """A loan wants a duration and a rate, a lease a duration and a rent or a rate: one alone was forgotten."""
    if values["loan_months"] is not None and values.get("loan_rate") is None:
        errors.setdefault("loan_rate", Finding("financing.loan_rate_needed"))
    if values.get("loan_rate") is not None and values["loan_months"] is None:
        errors.setdefault("loan_months", Finding("financing.months_needed"))
    priced = values.get("lease_rent") is not None or values.get("lease_rate") is not None
    if values.get("lease_months") is not None and not priced:
        errors.setdefault("lease_rent", Finding("financing.rent_needed"))
    if priced and values.get("lease_months") is None:
        errors.setdefault("lease_months", Finding("financing.months_needed"))
