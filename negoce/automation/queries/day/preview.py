"""What the day of a person would become under other settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negoce.automation.models import DayAction
from negoce.automation.queries.day.asked import Asked
from negoce.automation.queries.day.assemble import plan_day
from negoce.automation.queries.day.past_year import usual_revenue
from negoce.automation.queries.day.read import Shown, shown_as
from negoce.automation.queries.day.settings import current_settings
from negoce.automation.rules.day_rank import half_score
from negoce.automation.rules.day_settings import DaySettings
from negoce.companies.queries.visible import visible_companies
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Placed:
    """One action with its place now and then, from 1; None where it is not among those shown for the day."""

    shown: Shown
    before: int | None
    after: int | None


def preview_day(reader: Actor, person: User, settings: DaySettings, today: date) -> Sequence[Placed]:
    """The day of `person` under these settings, then what would leave it; what `reader` does not see left out."""
    asked = Asked(actor_for(person), person.pk, today)
    now = current_settings()
    half = half_score(usual_revenue(person.pk))
    before, after = plan_day(asked, now), plan_day(asked, settings)
    seen = visible_companies(reader).in_bulk({row.company_id for row in (*before, *after) if row.company_id})
    was = {_name(row): place for place, row in enumerate(before[: now.size], start=1)}
    will = {_name(row): place for place, row in enumerate(after[: settings.size], start=1)}
    gone = [row for row in before[: now.size] if _name(row) not in will]
    found = []
    for row in (*after[: settings.size], *gone):
        if row.company_id is not None:
            if row.company_id not in seen:
                continue
            row.company = seen[row.company_id]
        shown = shown_as(row, reader, today, settings, half)
        found.append(Placed(shown, was.get(_name(row)), will.get(_name(row))))
    return found


def _name(row: DayAction) -> tuple[object, str]:
    """What stays the same whichever of its reasons leads: its company, else itself."""
    return (row.company_id, "") if row.company_id is not None else (row.kind, row.key)
