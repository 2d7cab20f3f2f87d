"""A period that is invoiced in part: by its days, counted from the first to the last, both included. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.kit.money import round_money
from negoce.loyalty.enums import Period
from negoce.loyalty.rules.contract_terms import MONTHS, Span, span

_PRICE = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Share:
    """So many days out of those of the whole period."""

    days: int
    of_days: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self.days == self.of_days


def share_of(part: Span, starts_on: date, period: Period) -> Share:
    """Return the share that a cut period has of the whole one of the same number; real days, whatever the month."""
    whole = span(starts_on, MONTHS[period], part.number)
    return Share((part.ends_on - part.starts_on).days + 1, (whole.ends_on - whole.starts_on).days + 1)


def share_given_back(invoiced: Span, last_day: date) -> Share:
    """Return the share of an invoiced period that lies after the last day of its contract: 0 days when none does."""
    days = (invoiced.ends_on - invoiced.starts_on).days + 1
    after = (invoiced.ends_on - last_day).days
    return Share(min(max(after, 0), days), days)


def part_of_price(price: Decimal, share: Share) -> Decimal:
    """Return the unit price of a share, to four decimals as prices are."""
    return price if share.is_whole else (price * share.days / share.of_days).quantize(_PRICE)


def part_of_amount(amount: Decimal, share: Share) -> Decimal:
    """Return the share of an amount, to the cent."""
    return amount if share.is_whole else round_money(amount * share.days / share.of_days)


def part_of_reductions(reductions: Sequence[Mapping[str, str]], share: Share) -> list[Mapping[str, str]]:
    """Return reductions as they are stored: percentages as they are, amounts by the same share."""
    return [
        {**each, "amount": str(part_of_amount(Decimal(each["amount"]), share))} if "amount" in each else each
        for each in reductions
    ]
