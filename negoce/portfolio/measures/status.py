"""The life-cycle status of all companies at once: the same as `rules/life_cycle.py`, as one expression."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from negoce.kit.dates import add_months
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.rules.thresholds import Thresholds

if TYPE_CHECKING:
    import ibis

# Thresholds have four decimals at most: whole numbers of these units compare exactly on every engine.
_UNIT = 10_000
_PRESALE = (
    "need_on", "qualified_on", "meeting_accepted_on", "meeting_refused_on", "quote_wanted_on", "buying_intent_on",
    "departure_on", "referral_won_on",
)  # fmt: skip


def status(
    companies: ibis.Table, purchases: ibis.Table, presale: ibis.Table, thresholds: Thresholds, as_of: date
) -> ibis.Table:
    """The status of each company on a day, by its orders (R-F1's) and by what came before them (domain 1.1).

    `purchases` comes from the measure of this name, with `few=int(thresholds.few_orders)`. Columns: all of theirs,
    `status`, and `status_since`, the day it began; null where only the whole history of the orders says it, which
    `rules/life_cycle.py` tells: active customers of three days of purchase or more, and a few rare cases.
    """
    known = companies.left_join(purchases, "company_id").drop("company_id_right")
    known = known.left_join(_until(presale, as_of), "company_id").drop("company_id_right")
    known = known.mutate(
        order_days=known.order_days.fill_null(0),
        orders_12_months=known.orders_12_months.fill_null(0),
        net_12_months_cents=known.net_12_months_cents.fill_null(0),
        families=known.families.fill_null(0),
        silence=_days_since(known.last_order_on, as_of),
    )
    known = known.mutate(
        dormant_after=_days_allowed(known, thresholds.dormant_days, thresholds.dormant_cadences, thresholds),
        lost_after=_days_allowed(known, thresholds.lost_days, thresholds.lost_cadences, thresholds),
    )
    return _since(known.mutate(status=_status(known, thresholds, as_of)), thresholds)


def _until(presale: ibis.Table, as_of: date) -> ibis.Table:
    """What is dated later is as if it were not known."""
    import ibis

    days = {name: (presale[name] <= as_of).ifelse(presale[name], ibis.null("date")) for name in _PRESALE}
    return presale.select("company_id", **days)


def _status(known: ibis.Table, thresholds: Thresholds, as_of: date) -> ibis.Value:
    import ibis

    bought = known.order_days > 0
    quiet = known.silence > known.dormant_after
    if thresholds.few_orders:
        quiet |= known.nth_last_on < _months_before(as_of, int(thresholds.few_orders_months))
    since = _months_before(as_of, int(thresholds.ambassador_months))
    return ibis.cases(
        (_departed(known), LifeStatus.LOST.value),
        (bought & (known.silence > known.lost_after), LifeStatus.LOST.value),
        (bought & quiet, LifeStatus.DORMANT.value),
        (known.order_days == 1, LifeStatus.NEW.value),
        (bought & (known.referral_won_on >= since), LifeStatus.AMBASSADOR.value),
        (bought & _is_regular(known, thresholds), LifeStatus.REGULAR.value),
        (bought, LifeStatus.IRREGULAR.value),
        (known.qualified_on.isnull() & known.need_on.isnull(), LifeStatus.SUSPECT.value),
        (known.qualified_on.isnull(), LifeStatus.LEAD.value),
        (_refused(known), LifeStatus.COLD.value),
        (known.meeting_accepted_on.isnull(), LifeStatus.TO_APPROACH.value),
        (known.quote_wanted_on.isnull() & known.buying_intent_on.isnull(), LifeStatus.WARM.value),
        else_=LifeStatus.HOT.value,
    )


def _since(found: ibis.Table, thresholds: Thresholds) -> ibis.Table:
    """The first day of the status, where the facts tell it by themselves."""
    import ibis

    nothing = ibis.null("date")
    last, days = found.last_order_on, found.order_days
    is_ = {each: found.status == each.value for each in LifeStatus}
    wanted = ibis.least(
        found.quote_wanted_on.coalesce(found.buying_intent_on),
        found.buying_intent_on.coalesce(found.quote_wanted_on),
    )
    departed = _departed(found)
    # A departure on the very day of an order may go on with an earlier loss.
    unclear = departed & (found.departure_on == last).fill_null(False)
    gone = _plus(last, found.lost_after + 1)
    cases = [
        (unclear, nothing),
        (departed & (days == 0), found.departure_on),
        (departed, ibis.least(found.departure_on, gone)),
        (is_[LifeStatus.LOST], gone),
        (is_[LifeStatus.NEW], found.first_order_on),
        # Unless a referral won made an ambassador of it for a while.
        ((days == 2) & is_[LifeStatus.IRREGULAR] & found.referral_won_on.isnull(), last),
        ((days == 2) & is_[LifeStatus.AMBASSADOR], ibis.greatest(last, found.referral_won_on)),
        (is_[LifeStatus.LEAD], found.need_on),
        (is_[LifeStatus.TO_APPROACH], found.qualified_on),
        (is_[LifeStatus.COLD], ibis.greatest(found.qualified_on, found.meeting_refused_on)),
        (is_[LifeStatus.WARM], ibis.greatest(found.qualified_on, found.meeting_accepted_on)),
        (
            is_[LifeStatus.HOT],
            ibis.greatest(found.qualified_on, found.meeting_accepted_on, wanted),
        ),
    ]
    if not thresholds.few_orders:
        cases.append((is_[LifeStatus.DORMANT], _plus(last, found.dormant_after + 1)))
    return found.mutate(status_since=ibis.cases(*cases, else_=nothing))


def _departed(known: ibis.Table) -> ibis.Value:
    """A departure holds until an order of a later day."""
    stays = known.last_order_on > known.departure_on
    return known.departure_on.notnull() & ~stays.fill_null(False)


def _refused(known: ibis.Table) -> ibis.Value:
    later = known.meeting_accepted_on.isnull() | (known.meeting_accepted_on < known.meeting_refused_on)
    return known.meeting_refused_on.notnull() & later


def _is_regular(known: ibis.Table, thresholds: Thresholds) -> ibis.Value:
    """The square of the variation, a quotient of whole numbers, against that of the limit."""
    limit = float(1 + thresholds.regular_variation * thresholds.regular_variation)
    square = (known.gaps * known.gaps_squares).cast("float64") / (known.gaps_total * known.gaps_total).nullif(
        0
    ).cast("float64")
    return (known.gaps >= 2) & (square <= limit)


def _days_allowed(known: ibis.Table, least: Decimal, cadences: Decimal, thresholds: Thresholds) -> ibis.Value:
    """The longest silence, in whole days, that is not above both limits."""
    import ibis

    without = int(max(least, cadences * thresholds.default_cadence_days))
    paced = ibis.greatest(
        ibis.literal(int(2 * least * _UNIT), "int64"), known.cadence_twice * int(cadences * _UNIT)
    )
    return known.cadence_twice.isnull().ifelse(without, (paced // (2 * _UNIT)).cast("int64")).cast("int64")


def _months_before(day: date, months: int) -> date:
    """The first day of the last so many months; the first of all when there are not so many."""
    return add_months(day, -months) if months < 12 * (day.year - 1) else date.min


def _days_since(day: ibis.Value, as_of: date) -> ibis.Value:
    import ibis

    return ibis.literal(as_of).delta(day, unit="day").cast("int64")


def _plus(day: ibis.Value, days: ibis.Value) -> ibis.Value:
    return (day + days.as_interval("D")).cast("date")
