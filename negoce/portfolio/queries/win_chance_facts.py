"""What was known of deals on past days, as the learned chance reads it: nothing that came later.

What a deal is now is put back as it was, by the journal. Where the closing is not in the journal, as of deals that a
file brought in already closed, its amount, days and stages may have been written with the outcome: they stay blank.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from negoce.identity.models import JournalEntry
from negoce.negotiation.enums import DealState
from negoce.negotiation.models import Deal, DealStepChange, DiscoveryInterview, Tender
from negoce.portfolio.queries.scoring_events import day_of
from negoce.portfolio.queries.scoring_facts import COLUMNS as COMPANY_COLUMNS
from negoce.portfolio.queries.scoring_facts import Table, facts_by_day
from negoce.portfolio.queries.win_chance_history import History, read_histories, sent_offers

_KEPT = ("amount", "close_on", "cycle", "purchase_stage", "buying_class")
_LIFE = ("age_days", "deal_step", "days_at_step", "steps_reached", "days_to_end", "put_off")
_DONE = ("tender", "discoveries", "offers_sent", "discount")
_PAST = (
    "wins_before",
    "losses_before",
    "orders_year",
    "revenue_year",
    "days_since_order",
    "people_met",
    "talks",
)
COLUMNS = ("amount", "cycle", "purchase_stage", "buying_class", *_LIFE, *_DONE, *_PAST, *COMPANY_COLUMNS)
AT_ONCE, HOUSE_CYCLE = 500, "house"
Days = Mapping[int, Sequence[date]]


@dataclass(slots=True)
class _Deal:
    """All that was ever known of a deal; `changes` of a value are (day, what it replaced), the oldest first."""

    key: int
    company: int
    begun: date
    values: Mapping[str, str]
    trusted: bool
    changes: dict[str, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    steps: list[tuple[date, str]] = field(default_factory=list)
    tender: date | None = None
    discoveries: list[date] = field(default_factory=list)
    offers: list[tuple[date, str]] = field(default_factory=list)


def deal_facts(days: Days) -> tuple[list[int], list[date], Table]:
    """Whose row, of which day, and what was known then, as texts; `days` are those of each deal, by key."""
    owners: list[int] = []
    known: list[date] = []
    columns: dict[str, list[str]] = {name: [] for name in COLUMNS}
    keys = sorted(days)
    for start in range(0, len(keys), AT_ONCE):
        for key, day, row in _of_some(keys[start : start + AT_ONCE], days):
            owners.append(key)
            known.append(day)
            for name, cells in columns.items():
                cells.append(row[name])
    return owners, known, columns


def _of_some(keys: Sequence[int], days: Days) -> Iterator[tuple[int, date, dict[str, str]]]:
    deals = _read(keys)
    wanted: dict[int, set[date]] = defaultdict(set)
    for deal in deals:
        wanted[deal.company].update(days[deal.key])
    companies = _company_rows({key: sorted(found) for key, found in wanted.items()})
    histories = read_histories(sorted(wanted))
    for deal in deals:
        history = histories[deal.company]
        for day in sorted(set(days[deal.key])):
            row = {**_life(deal, day), **_done(deal, day), **_past(deal, history, day)}
            yield deal.key, day, {**row, **companies[deal.company, day]}


def _company_rows(days: Days) -> Mapping[tuple[int, date], dict[str, str]]:
    owners, known, table = facts_by_day(days)
    return {
        (key, day): {name: table[name][at] for name in COMPANY_COLUMNS}
        for at, (key, day) in enumerate(zip(owners, known, strict=True))
    }


def _life(deal: _Deal, day: date) -> dict[str, str]:
    values = {name: _value_on(deal, name, day) for name in _KEPT}
    steps = [each for each in deal.steps if each[0] <= day]
    close_on = values.pop("close_on")
    put_off = (
        sum(1 for at, before in deal.changes["close_on"] if at <= day and before) if deal.trusted else ""
    )
    return {
        **values,
        "age_days": str((day - deal.begun).days),
        "deal_step": steps[-1][1] if steps else "",
        "days_at_step": str((day - steps[-1][0]).days) if steps else "",
        "steps_reached": str(len(steps)),
        "days_to_end": str((date.fromisoformat(close_on) - day).days) if close_on else "",
        "put_off": str(put_off),
    }


def _done(deal: _Deal, day: date) -> dict[str, str]:
    offers = [discount for sent, discount in deal.offers if sent <= day]
    return {
        "tender": "yes" if deal.tender is not None and deal.tender <= day else "no",
        "discoveries": str(bisect_right(deal.discoveries, day)),
        "offers_sent": str(len(offers)),
        "discount": offers[-1] if offers else "",
    }


def _past(deal: _Deal, history: History, day: date) -> dict[str, str]:
    year, last = history.orders_until(day)
    return {
        "wins_before": str(history.closed_until(day, won=True, but=deal.key)),
        "losses_before": str(history.closed_until(day, won=False, but=deal.key)),
        "orders_year": str(len(year)),
        "revenue_year": str(round(sum(year))),
        "days_since_order": str((day - last).days) if last is not None else "",
        "people_met": str(history.people_between(deal.begun, day)),
        "talks": str(history.talks_between(deal.begun, day)),
    }


def _value_on(deal: _Deal, name: str, day: date) -> str:
    if not deal.trusted:
        return ""
    later = next((before for at, before in deal.changes[name] if at > day), None)
    return deal.values[name] if later is None else later


def _read(keys: Sequence[int]) -> Sequence[_Deal]:
    rows = Deal.objects.filter(pk__in=keys).order_by("pk")
    columns = ("amount", "close_on", "cycle_id", "purchase_stage", "buying_class")
    found = {
        key: _Deal(key, company, day_of(created), _values(stored), trusted=state == DealState.OPEN)
        for key, company, created, state, *stored in rows.values_list(
            "pk", "company_id", "created_at", "state", *columns
        )
    }
    _read_journal(found)
    steps = DealStepChange.objects.filter(deal_id__in=keys).order_by("happened_on", "pk")
    for key, day, step in steps.values_list("deal_id", "happened_on", "after"):
        found[key].steps.append((day, step))
    for key, at in (
        Tender.objects.filter(deal_id__in=keys).order_by("pk").values_list("deal_id", "created_at")
    ):
        if key is not None:
            found[key].tender = day_of(at)
    talks = DiscoveryInterview.objects.filter(deal_id__in=keys).order_by("created_at", "pk")
    for key, at in talks.values_list("deal_id", "created_at"):
        found[key].discoveries.append(day_of(at))
    for key, sent, discount in sent_offers(keys):
        found[key].offers.append((sent, discount))
    return list(found.values())


def _read_journal(found: Mapping[int, _Deal]) -> None:
    entries = JournalEntry.objects.filter(
        subject_kind="deal", subject_id__in=list(found), erased_at__isnull=True
    )
    for key, verb, at, told in entries.order_by("at", "pk").values_list("subject_id", "verb", "at", "values"):
        if key is None:
            continue
        deal, day = found[key], day_of(at)
        if verb in (DealState.WON, DealState.LOST):
            deal.trusted = True
        if verb == "created":
            continue
        for name in _KEPT:
            if isinstance(told.get(name), list) and told[name]:
                deal.changes[name].append((day, _text(name, told[name][0])))


def _values(stored: Sequence[object]) -> Mapping[str, str]:
    return {name: _text(name, value) for name, value in zip(_KEPT, stored, strict=True)}


def _text(name: str, value: object) -> str:
    """As a cell; a deal without a cycle of its own follows that of the house."""
    if value is None or value == "":
        return HOUSE_CYCLE if name == "cycle" else ""
    return str(value)
