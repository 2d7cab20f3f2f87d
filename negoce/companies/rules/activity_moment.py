"""Reads when something happens as people write it: "demain 9h", "lundi", "21/11 14h30". Pure.

Nothing here asks the clock: `now` is always an argument, in the reader's own time, without a zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from negoce.kit.dates import add_months, add_years, end_of_month, parse_date
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.text import fold

_WEEKDAYS = {
    name: number
    for names in (
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
    for number, name in enumerate(names)
}
_NEAR_DAYS = {
    "aujourd'hui": 0, "aujourdhui": 0, "today": 0, "ce jour": 0,
    "demain": 1, "tomorrow": 1, "apres-demain": 2, "apres demain": 2,
    "hier": -1, "yesterday": -1, "avant-hier": -2, "avant hier": -2,
}  # fmt: skip
_HOURS = {
    "midi": 12, "noon": 12, "matin": 9, "ce matin": 9, "morning": 9, "this morning": 9,
    "apres-midi": 14, "cet apres-midi": 14, "afternoon": 14, "this afternoon": 14,
    "soir": 18, "ce soir": 18, "evening": 18, "this evening": 18,
}  # fmt: skip
_UNITS = {
    "jour": "days", "jours": "days", "j": "days", "day": "days", "days": "days",
    "semaine": "weeks", "semaines": "weeks", "week": "weeks", "weeks": "weeks",
    "mois": "months", "month": "months", "months": "months",
    "an": "years", "ans": "years", "year": "years", "years": "years",
    "heure": "hours", "heures": "hours", "h": "hours", "hour": "hours", "hours": "hours",
    "minute": "minutes", "minutes": "minutes", "min": "minutes",
}  # fmt: skip
_ONES = {"un": 1, "une": 1, "a": 1, "an": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3}
_CLOCK = re.compile(
    r"(?:^|[\s,])(?:a |vers |at )?(\d{1,2})\s?(?:[h:]\s?(\d{2})?|(?::(\d{2}))?\s?(am|pm))$", re.ASCII
)
_PART = re.compile(rf"(?:^|[\s,])(?:a |le |l')?({'|'.join(sorted(_HOURS, key=len, reverse=True))})$")
_AHEAD = re.compile(r"(?:dans|in|sous) (\d{1,3}|[a-z]+) ?([a-z]+)", re.ASCII)
_AGO = re.compile(r"il y a (\d{1,3}|[a-z]+) ?([a-z]+)|(\d{1,3}|[a-z]+) ([a-z]+) ago", re.ASCII)
_DAY_MONTH = re.compile(r"\d{1,2}[/.\-]\d{1,2}|\d{1,2}(?:er)?[ -][a-z]+\.?", re.ASCII)
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the hour when one was given."""

    day: date
    hour: time | None = None


def parse_moment(text: str, now: datetime, *, forward: bool = True) -> Parsed[Moment]:
    """Read a moment written in French or in English.

    ``forward`` says where to look for what may be before or after now (a weekday, a day without its year, an
    hour alone): after, or before. Refusals: ``moment.unreadable``, ``moment.no_such_hour``, and those of
    `parse_date` for a day that does not exist.
    """
    given = fold(text).replace("’", "'").strip(" .")
    if not given:
        return Parsed()
    shown = text.strip()[:_LONGEST]
    if len(given) > _LONGEST:
        return refuse("moment.unreadable", text=shown)
    if given in ("maintenant", "now"):
        return Parsed(Moment(now.date(), now.time().replace(second=0, microsecond=0)))
    if shifted := _shifted(given, now):
        return Parsed(shifted)
    words, hour, finding = _split_hour(given, shown)
    if finding is not None:
        return Parsed(None, finding)
    words = words.strip(" ,").removeprefix("le ").removeprefix("on ").removesuffix(" a").strip(" ,")
    if not words:
        if hour is None:
            return refuse("moment.unreadable", text=shown)
        return Parsed(Moment(_day_of_hour(hour, now, forward=forward), hour))
    day = _read_day(words, now, hour, shown, forward=forward)
    if day.value is None:
        return Parsed(None, day.finding)
    return Parsed(Moment(day.value, hour))


def _split_hour(given: str, shown: str) -> tuple[str, time | None, Finding | None]:
    if found := _PART.search(given):
        return given[: found.start()], time(_HOURS[found[1]]), None
    found = _CLOCK.search(given)
    if found is None:
        return given, None, None
    number, minute = int(found[1]), int(found[2] or found[3] or 0)
    if found[4] and 1 <= number <= 12:
        number = number % 12 + (12 if found[4] == "pm" else 0)
    if number > 23 or minute > 59:
        return given, None, Finding("moment.no_such_hour", "error", {"text": shown})
    return given[: found.start()], time(number, minute), None


def _shifted(given: str, now: datetime) -> Moment | None:
    """Return the moment of "dans 3 jours", "il y a une semaine", "in 2 hours"; None for anything else."""
    ahead, ago = _AHEAD.fullmatch(given), _AGO.fullmatch(given)
    found = ahead or ago
    if found is None:
        return None
    count_text, unit_text = (part for part in found.groups() if part is not None)
    count = int(count_text) if count_text.isdigit() else _ONES.get(count_text)
    unit = _UNITS.get(unit_text)
    if count is None or unit is None:
        return None
    if ago:
        count = -count
    if unit == "months":
        return Moment(add_months(now.date(), count))
    if unit == "years":
        return Moment(add_years(now.date(), count))
    if unit in ("days", "weeks"):
        return Moment(now.date() + timedelta(**{unit: count}))
    moment = now + timedelta(**{unit: count})
    return Moment(moment.date(), moment.time().replace(second=0, microsecond=0))


def _read_day(words: str, now: datetime, hour: time | None, shown: str, *, forward: bool) -> Parsed[date]:
    today = now.date()
    if words in _NEAR_DAYS:
        return Parsed(today + timedelta(days=_NEAR_DAYS[words]))
    if words in ("semaine prochaine", "la semaine prochaine", "next week"):
        return Parsed(today + timedelta(days=7 - today.weekday()))
    if words in ("fin du mois", "fin de mois", "end of month"):
        return Parsed(end_of_month(today))
    if weekday := _weekday(words, now, hour, forward=forward):
        return Parsed(weekday)
    first, _, rest = words.partition(" ")
    if first.rstrip(",") in _WEEKDAYS and rest[:1].isdigit():
        words = rest
    if words.isascii() and words.isdigit() and len(words) <= 2:
        return _day_number(int(words), today, shown, forward=forward)
    if _DAY_MONTH.fullmatch(words):
        return _without_year(words, today, shown, forward=forward)
    parsed = parse_date(words, today)
    if parsed.finding is not None and parsed.finding.code == "date.unreadable":
        return refuse("moment.unreadable", text=shown)
    return parsed


def _weekday(words: str, now: datetime, hour: time | None, *, forward: bool) -> date | None:
    name, _, which = words.partition(" ")
    if name in ("next", "last", "prochain", "dernier"):
        name, which = which, name
    number = _WEEKDAYS.get(name)
    if number is None or which not in ("", "prochain", "dernier", "next", "last"):
        return None
    today = now.date()
    ahead = (number - today.weekday()) % 7
    if which in ("prochain", "next"):
        return today + timedelta(days=7 - today.weekday() + number)
    if which in ("dernier", "last") or not forward:
        back = (7 - ahead) % 7
        keeps_today = which == "" and back == 0 and (hour is None or hour <= now.time())
        return today - timedelta(days=back or (0 if keeps_today else 7))
    later_today = ahead == 0 and hour is not None and hour > now.time()
    return today + timedelta(days=ahead or (0 if later_today else 7))


def _day_number(number: int, today: date, shown: str, *, forward: bool) -> Parsed[date]:
    """Read "le 21": the next such day, or the last one; months too short for it are passed over."""
    for step in range(13):
        month = add_months(today.replace(day=1), step if forward else -step)
        if not 1 <= number <= end_of_month(month).day:
            continue
        day = month.replace(day=number)
        if (day >= today) if forward else (day <= today):
            return Parsed(day)
    return refuse("moment.unreadable", text=shown)


def _without_year(words: str, today: date, shown: str, *, forward: bool) -> Parsed[date]:
    finding: Finding | None = None
    for year in _years(today, forward=forward):
        mark = "/" if words[-1].isdigit() else " "
        parsed = parse_date(f"{words}{mark}{year}", today)
        if parsed.value and ((parsed.value >= today) if forward else (parsed.value <= today)):
            return parsed
        finding = finding or parsed.finding
    if finding is None or finding.code == "date.unreadable":
        return refuse("moment.unreadable", text=shown)
    return Parsed(None, Finding(finding.code, "error", {**finding.figures, "text": shown}))


def _years(today: date, *, forward: bool) -> Iterator[int]:
    """Yield this year and the next ones, or the ones before: a 29 February is at most eight years away."""
    yield from (today.year + (step if forward else -step) for step in range(9))


def _day_of_hour(hour: time, now: datetime, *, forward: bool) -> date:
    if forward:
        return now.date() + timedelta(days=0 if hour > now.time() else 1)
    return now.date() - timedelta(days=0 if hour <= now.time() else 1)
