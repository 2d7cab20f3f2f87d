"""Deals as they stood on a day: those under way and what they offered, those closed and how they got there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Round

from negoce.catalogue.queries.own_currency import own_currency
from negoce.identity.models import JournalEntry
from negoce.kit.dates import add_years
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealStepChange, QuoteLine, QuoteVersion
from negoce.orders.models import OrderLine
from negoce.portfolio.queries.forecast_customers import YEARS_READ
from negoce.portfolio.queries.forecast_facts import end_of_day, not_cancelled
from negoce.portfolio.rules.step_odds import DealStory

Shares = Mapping[int | None, float]
_CENTS = Cast(Round(F("net") * 100), BigIntegerField())
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OpenDeal:
    """A deal that was under way: whose, at which step, worth what; `families` as its last offer shares them."""

    key: int
    company: int
    owner: int | None
    step: str
    amount: float
    close_on: date | None
    families: Shares = field(default_factory=dict)


def open_deals(as_of: date, *, today: date) -> Sequence[OpenDeal]:
    """The deals under way at the end of a day, in the house's currency.

    Before today, as they stood then: the step by its history, the amount and the day foreseen by the journal.
    """
    rows = Deal.objects.filter(own_currency(), deleted_at__isnull=True, company__deleted_at__isnull=True)
    if as_of >= today:
        rows = rows.filter(state=DealState.OPEN.value)
    else:
        rows = rows.filter(
            Q(closed_on__isnull=True) | Q(closed_on__gt=as_of), created_at__lt=end_of_day(as_of)
        )
    columns = ("pk", "company_id", "owner_id", "company__owner_id", "step", "amount", "close_on")
    found = list(rows.order_by("pk").values_list(*columns))
    keys = [row[0] for row in found]
    past = as_of < today
    steps = _steps_on(as_of) if past else {}
    values = _values_on(as_of, keys) if past else {}
    families = _families_offered(keys, end_of_day(as_of) if past else None)
    deals = []
    for key, company, owner, follower, step, amount, close_on in found:
        before = values.get(key, {})
        worth = float(before.get("amount", amount) or 0)
        day = _day(before["close_on"]) if "close_on" in before else close_on
        if worth > 0:
            stood = steps.get(key, step)
            deals.append(OpenDeal(key, company, owner or follower, stood, worth, day, families.get(key, {})))
    return deals


def closed_stories(as_of: date) -> Sequence[DealStory]:
    """The deals closed up to a day, with the steps at which they stood."""
    closed = Deal.objects.filter(deleted_at__isnull=True, closed_on__lte=as_of).order_by()
    rows = {
        key: (state, closed_on, step, since)
        for key, state, closed_on, step, since in closed.values_list(
            "pk", "state", "closed_on", "step", "step_since"
        )
    }
    reached: dict[int, dict[str, date]] = defaultdict(dict)
    changes = DealStepChange.objects.filter(deal__closed_on__lte=as_of).order_by("happened_on", "pk")
    for key, step, day in changes.values_list("deal_id", "after", "happened_on"):
        reached[key].setdefault(step, day)
    return [
        DealStory(
            {**reached[key], **({} if step in reached[key] else {step: since})}, closed_on, state == "won"
        )
        for key, (state, closed_on, step, since) in rows.items()
        if closed_on is not None
    ]


def families_bought(companies: Collection[int], as_of: date) -> Mapping[int, Shares]:
    """How what each company bought in three years divides among families; one that took back more has no share."""
    lines = OrderLine.objects.filter(
        own_currency("order__"),
        not_cancelled(as_of, "order__"),
        order__ordered_on__gt=add_years(as_of, -YEARS_READ),
        order__ordered_on__lte=as_of,
    ).order_by()
    return _shares(lines, "order__company_id", sorted(companies))


def _families_offered(deals: Sequence[int], before: datetime | None) -> Mapping[int, Shares]:
    """How the lines of a deal's offers divide among families: of each offer the last version there was."""
    known = Q() if before is None else Q(created_at__lt=before)
    newer = QuoteVersion.objects.filter(
        known, quote=OuterRef("version__quote"), version__gt=OuterRef("version__version")
    )
    lines = QuoteLine.objects.filter(
        ~Exists(newer), is_chosen=True, version__quote__deleted_at__isnull=True
    ).order_by()
    if before is not None:
        lines = lines.filter(version__created_at__lt=before)
    return _shares(lines, "version__quote__deal_id", deals)


def _shares(lines: QuerySet[Any], of: str, keys: Sequence[int]) -> Mapping[int, Shares]:
    sums: dict[int, dict[int | None, int]] = defaultdict(dict)
    for some in _pieces(keys):
        rows = lines.filter(**{f"{of}__in": some}).values_list(of, "product__family_id")
        for key, family, cents in rows.annotate(cents=Sum(_CENTS)):
            if cents and cents > 0:
                sums[key][family] = cents
    return {
        key: {family: cents / sum(found.values()) for family, cents in found.items()}
        for key, found in sums.items()
    }


def _values_on(as_of: date, keys: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """What amount and day foreseen were, of the deals in which they changed after a day: the first change tells."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for some in _pieces(keys):
        entries = JournalEntry.objects.filter(
            subject_kind="deal", subject_id__in=some, at__gte=end_of_day(as_of)
        ).order_by("at", "pk")
        for key, verb, values in entries.values_list("subject_id", "verb", "values"):
            for name in ("amount", "close_on"):
                if key is not None and verb != "created" and name in values:
                    found[key].setdefault(name, values[name][0])
    return found


def _steps_on(as_of: date) -> Mapping[int, str]:
    """The step at which each deal stood; a deal that began later is not looked at."""
    changes = DealStepChange.objects.order_by("happened_on", "pk").values_list(
        "deal_id", "after", "happened_on"
    )
    found: dict[int, str] = {}
    for key, step, day in changes:
        if day <= as_of or key not in found:
            found[key] = step
    return found


def _day(stored: object) -> date | None:
    return date.fromisoformat(str(stored)) if stored else None


def _pieces(keys: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
