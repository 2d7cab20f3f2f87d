"""Reads a snapshot of the portfolio: which customers, what left and came, what is at risk, what to do first. Pure.

Amounts in a snapshot are whole cents; what is given back is euros.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from negoce.kit.explain import Finding
from negoce.kit.money import round_money
from negoce.kit.numbers import percent_of
from negoce.kit.worked import CannotWork, Worked
from negoce.portfolio.enums import CUSTOMERS, PROSPECTS, LifeStatus
from negoce.portfolio.rules.attrition import Attrition, attrition, comparable
from negoce.portfolio.rules.balance import Cover, Heads, Needed, backward, forward, needed

ZERO, HUNDRED, MONTHS = Decimal(0), Decimal(100), Decimal(12)
# Who bought and is not lost: a dormant customer is still one (R-F3's heads).
KEPT = (*CUSTOMERS, LifeStatus.DORMANT)
QUALIFIED = (LifeStatus.LEAD, *PROSPECTS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule answered: a result, or why there is none."""

    worked: Worked[Any] | None
    refusal: Finding | None = None

    @property
    def value(self) -> Any:
        """The result; None without one."""
        return None if self.worked is None else self.worked.value


@dataclass(frozen=True, slots=True)
class Conversion:
    """Of those who were leads or prospects at the start, how many bought since; `rate` in percent points or None."""

    worked: int
    won: int
    rate: Decimal | None


@dataclass(frozen=True, slots=True)
class Seniority:
    """Customers at the start of the period and of the one before, and how many had been so for long enough to be lost;
    `alike` says whether their attrition may be compared.
    """

    started: int
    aged: int
    started_before: int
    aged_before: int
    alike: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in one status, in euros; None where nothing is known. `cost` is what serving it cost in 12 months."""

    status: LifeStatus
    number: int
    revenue: Decimal
    cost: Decimal
    value: Decimal | None
    before: int


class Portrait:
    """One snapshot seen over one period."""

    def __init__(self, content: Mapping[str, Any], period: str) -> None:
        self.content = content
        self.period: Mapping[str, Any] = content["periods"].get(period) or {}
        self.months = int(period)

    @property
    def start(self) -> str:
        """The day the period began, in ISO form; "" when it is not known."""
        return str(self.period.get("start", ""))

    @property
    def has_orders(self) -> bool:
        """Whether anybody ever bought."""
        return any(self.number(status) for status in (*KEPT, LifeStatus.LOST))

    def number(self, *statuses: LifeStatus) -> int:
        """Companies in these statuses today."""
        return int(self.sum("number", *statuses))

    def sum(self, column: str, *statuses: LifeStatus) -> int:
        """The sum of a column over statuses; what is not known counts for nothing."""
        rows = self.content["statuses"]
        return sum(rows[each.value][column] or 0 for each in statuses if each.value in rows)

    def euros(self, column: str, *statuses: LifeStatus) -> Decimal:
        """The same in euros."""
        return _euros(self.sum(column, *statuses))

    def heads(self, *, past: bool = False) -> Heads:
        """Heads of the period, or of the one of the same length before it."""
        row = self.period.get("past_heads" if past else "heads") or {}
        return Heads(row.get("started", 0), row.get("new", 0), row.get("back", 0), row.get("lost", 0))

    def attrition(self, *, past: bool = False) -> Outcome:
        """Attrition of the period."""
        heads = self.heads(past=past)
        return _asked(
            lambda: attrition(
                start=heads.start, lost=heads.lost, new=heads.new, reactivated=heads.reactivated
            )
        )

    def seniority(self) -> Seniority:
        """Whether the attrition of the period before may be set beside that of this one."""
        now, past = self.period.get("heads") or {}, self.period.get("past_heads") or {}
        counts = {
            "started": now.get("started", 0),
            "aged": now.get("aged", 0),
            "started_before": past.get("started", 0),
            "aged_before": past.get("aged", 0),
        }
        return Seniority(**counts, alike=comparable(**counts))

    def lifetime_months(self) -> Decimal | None:
        """How long a customer stays on average, in months; None when nobody left."""
        found: Attrition | None = self.attrition().value
        if found is None or found.lifetime is None:
            return None
        return found.lifetime * self.months

    def mean_new(self) -> Decimal | None:
        """Euros that a new customer brings in a first year that is whole, else since the period began."""
        first = self.content["first_years"]
        if first["number"]:
            return round_money(_euros(first["cents"]) / first["number"])
        heads = self.heads()
        return round_money(self.flow("new_cents") / heads.new) if heads.new else None

    def flow(self, column: str) -> Decimal:
        """Euros of who left, came or came back over the period."""
        return _euros((self.period.get("heads") or {}).get(column, 0))

    def backward(self) -> Outcome:
        """Whether who came makes up for who left."""
        heads = self.heads()
        back = round_money(self.flow("back_cents") / heads.reactivated) if heads.reactivated else None
        return _asked(
            lambda: backward(
                heads,
                mean_new=self.mean_new() if heads.new else None,
                mean_reactivated=back,
                lost_revenue=self.flow("lost_cents"),
            )
        )

    def forward(self) -> Outcome:
        """Whether open prospects would make up for what customers may take away."""
        expected = _euros(self.content["deals"]["expected_cents"])
        return _asked(lambda: forward(expected=expected, at_risk=self.at_risk()))

    def at_risk(self) -> Decimal:
        """Euros a year × the probability of being gone; without a model, × what that status lost in 12 months."""
        rates = self.loss_rates()
        unsure = sum((self.euros("unsure_cents", each) * rates.get(each, ZERO) for each in KEPT), ZERO)
        return round_money(self.euros("risk_cents", *KEPT) + max(unsure, ZERO))

    def loss_rates(self) -> Mapping[LifeStatus, Decimal]:
        """Of those who stood in each status a year ago, the share (0 to 1) that is lost today."""
        year = (self.content["periods"].get("12") or {}).get("flows", ())
        there: dict[LifeStatus, int] = {}
        gone: dict[LifeStatus, int] = {}
        for was, now, number in year:
            status = LifeStatus(was)
            there[status] = there.get(status, 0) + number
            if now == LifeStatus.LOST.value:
                gone[status] = gone.get(status, 0) + number
        return {status: Decimal(gone.get(status, 0)) / number for status, number in there.items() if number}

    def needed(self) -> Outcome:
        """New customers and prospects that would close the gap of the period."""
        return _asked(
            lambda: needed(
                lost_revenue=self.flow("lost_cents"),
                reactivated_revenue=self.flow("back_cents"),
                mean_new=self.mean_new(),
                conversion=self.conversion().rate,
            )
        )

    def needed_ahead(self) -> Outcome:
        """New customers and prospects that would replace what is at risk and no open deal makes up for."""
        expected = _euros(self.content["deals"]["expected_cents"])
        return _asked(
            lambda: needed(
                lost_revenue=self.at_risk(),
                reactivated_revenue=expected,
                mean_new=self.mean_new(),
                conversion=self.conversion().rate,
            )
        )

    def conversion(self) -> Conversion:
        """Leads and prospects of the start who have bought since."""
        early = {each.value for each in QUALIFIED}
        bought = {each.value for each in (*KEPT, LifeStatus.LOST)}
        worked = sum(number for was, _now, number in self.flows() if was in early)
        won = sum(number for was, now, number in self.flows() if was in early and now in bought)
        return Conversion(worked, won, round_money(won * HUNDRED / worked) if worked else None)

    def flows(self) -> list[tuple[str, str, int]]:
        """Companies by status at the start and today."""
        return [(was, now, number) for was, now, number in self.period.get("flows", ())]

    def standings(self) -> tuple[Standing, ...]:
        """Every status that holds or held a company, in the order of the cycle."""
        before: dict[str, int] = {}
        for was, _now, number in self.flows():
            before[was] = before.get(was, 0) + number
        found = []
        for status in LifeStatus:
            row = self.content["statuses"].get(status.value)
            if row is None and not before.get(status.value):
                continue
            value = None if row is None or row["value_cents"] is None else _euros(row["value_cents"])
            found.append(
                Standing(
                    status,
                    self.number(status),
                    self.euros("cents", status),
                    self.euros("cost_cents", status),
                    value,
                    before.get(status.value, 0),
                )
            )
        return tuple(found)

    def value(self) -> tuple[Decimal, int] | None:
        """Euros of margin expected within 36 months, and of how many customers; None while no model says it."""
        valued = self.sum("valued", *KEPT)
        return (self.euros("value_cents", *KEPT), valued) if valued else None

    def yearly_margin(self) -> Decimal | None:
        """Mean yearly margin of a customer who still buys, in euros; None while no cost is known."""
        known = self.sum("margined", *CUSTOMERS)
        return round_money(self.euros("margin_cents", *CUSTOMERS) / known) if known else None


def share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """A share in percent points to one decimal; None of nothing."""
    return percent_of(part, whole, 1) if whole else None


def _euros(cents: int) -> Decimal:
    return Decimal(cents) / 100


def _asked(rule: Callable[[], Worked[Cover] | Worked[Needed] | Worked[Attrition]]) -> Outcome:
    try:
        return Outcome(rule())
    except CannotWork as refused:
        return Outcome(None, refused.finding)
