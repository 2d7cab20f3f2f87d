"""What comes next when a deal ends: a dated task, or the word of who says that nothing does. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_line, text_of
from negoce.kit.explain import Finding

WHAT_MAX, NONE_MAX = 200, 300


@dataclass(frozen=True, slots=True)
class NextStep:
    """Either `what` on a day, or `none_words`: why nothing follows. Faulty fields in `errors`."""

    what: str = ""
    day: date | None = None
    none_words: str = ""
    errors: Mapping[str, Finding] = field(default_factory=dict, hash=False)


def clean_next_step(given: Mapping[str, object], today: date) -> NextStep:
    """Read `next_what`, `next_on`, `next_none`: one of both ways is needed, and not both."""
    what = clean_line(given.get("next_what"), WHAT_MAX)
    words = clean_line(given.get("next_none"), NONE_MAX)
    typed_day = text_of(given.get("next_on")).strip()
    errors: dict[str, Finding] = {}
    for name, parsed in (("next_what", what), ("next_none", words)):
        if parsed.finding is not None:
            errors[name] = parsed.finding
    if errors:
        return NextStep(errors=errors)
    if words.value:
        if what.value:
            return NextStep(errors={"next_none": Finding("deal.next_and_none")})
        return NextStep(none_words=words.value)
    if not what.value and not typed_day:
        return NextStep(errors={"next_what": Finding("deal.next_needed")})
    if not what.value:
        return NextStep(errors={"next_what": Finding("deal.next_what_needed")})
    day = parse_day(typed_day, today)
    if day.value is None:
        return NextStep(errors={"next_on": day.finding or Finding("deal.next_day_needed")})
    if day.value < today:
        return NextStep(errors={"next_on": Finding("deal.next_in_past", "error", {"day": day.value})})
    return NextStep(what.value, day.value)
