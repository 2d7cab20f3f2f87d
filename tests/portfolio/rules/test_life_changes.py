"""Which changes of status are written, and that reasons survive storage."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal as D

from negoce.kit.explain import Explanation
from negoce.portfolio.enums import LifeStatus as S
from negoce.portfolio.enums import StatusCause as C
from negoce.portfolio.rules.life_changes import Declared, Stored, changes_to_write, shown_status
from negoce.portfolio.rules.life_cycle import LifeStanding, life_history
from negoce.portfolio.rules.life_facts import LifeFacts
from negoce.portfolio.rules.life_reason import read_reason, stored_reason
from negoce.portfolio.rules.thresholds import Thresholds

TODAY = date(2026, 7, 20)
MONTHLY = LifeFacts(tuple(date(2026, 1, 10) + timedelta(days=30 * step) for step in range(5)))
HELD = Declared(S.LOST, date(2026, 7, 15), date(2026, 7, 31))


def history(today: date = TODAY, facts: LifeFacts = MONTHLY) -> tuple[LifeStanding, ...]:
    return life_history(facts, Thresholds(), today)


def stored(status: S, changed: date | None, *, as_of: date, declared: bool = False) -> Stored:
    return Stored(status, changed or date(2026, 1, 1), declared, as_of, changed)


def test_the_first_time_the_whole_past_is_told() -> None:
    changes = changes_to_write(None, history(), None, TODAY)
    assert [(each.before, each.after, each.on, each.is_past) for each in changes] == [
        (None, S.NEW, date(2026, 1, 10), True),
        (S.NEW, S.IRREGULAR, date(2026, 2, 9), True),
        (S.IRREGULAR, S.REGULAR, date(2026, 3, 11), True),
        (S.REGULAR, S.DORMANT, date(2026, 7, 10), True),
    ]
    assert changes_to_write(None, history(facts=LifeFacts()), None, TODAY) == ()


def test_afterwards_only_what_is_new_is_told_and_nothing_twice() -> None:
    before = stored(S.REGULAR, date(2026, 3, 11), as_of=TODAY - timedelta(days=20))
    changes = changes_to_write(before, history(), None, TODAY)
    assert [(each.before, each.after, each.on, each.is_past) for each in changes] == [
        (S.REGULAR, S.DORMANT, date(2026, 7, 10), False)
    ]
    again = stored(S.DORMANT, date(2026, 7, 10), as_of=TODAY)
    assert changes_to_write(again, history(), None, TODAY) == ()


def test_a_correction_of_the_past_is_dated_today() -> None:
    told = stored(S.DORMANT, date(2026, 7, 10), as_of=TODAY)
    late = LifeFacts((*MONTHLY.order_days, date(2026, 6, 9)))
    changes = changes_to_write(told, history(facts=late), None, TODAY)
    assert [(each.before, each.after, each.on) for each in changes] == [(S.DORMANT, S.REGULAR, TODAY)]
    gone = changes_to_write(told, history(facts=LifeFacts()), None, TODAY)
    assert [(each.before, each.after, each.on) for each in gone] == [(S.DORMANT, S.SUSPECT, TODAY)]


def test_what_is_declared_prevails_and_ends() -> None:
    shown = shown_status(history()[-1], HELD)
    assert (shown.status, shown.since, shown.cause) == (S.LOST, HELD.starts_on, C.DECLARED)
    before = stored(S.DORMANT, date(2026, 7, 10), as_of=TODAY)
    begun = changes_to_write(before, history(), HELD, TODAY)
    assert [(each.after, each.on, each.cause) for each in begun] == [(S.LOST, HELD.starts_on, C.DECLARED)]
    during = stored(S.LOST, HELD.starts_on, as_of=TODAY, declared=True)
    assert changes_to_write(during, history(), HELD, TODAY) == ()
    after = date(2026, 8, 1)
    ended = changes_to_write(during, history(after), None, after)
    assert [(each.before, each.after, each.on, each.cause) for each in ended] == [
        (S.LOST, S.DORMANT, after, C.COMPUTED)
    ]


def test_a_reason_survives_storage_and_counts_its_days_anew() -> None:
    why = Explanation(
        "life.dormant", {"orders": 5, "last": date(2026, 5, 10), "silence": 71, "cadence": D("30.5")}
    )
    kept = json.loads(json.dumps(stored_reason(why)))
    assert read_reason(kept).figures == why.figures
    assert read_reason(kept, date(2026, 8, 15)).figures["silence"] == 97
    assert read_reason({"code": "life.new", "figures": {"last": "soon"}}).figures == {}
    assert read_reason({}).code == ""
