"""Reads a day as people type it in a form: "31/12/2026", "15 décembre", "demain", "lundi". Pure."""

from __future__ import annotations

from datetime import date, datetime, time

from negoce.companies.rules.activity_moment import parse_moment
from negoce.kit.dates import parse_date
from negoce.kit.explain import Parsed, refuse

# Typed without its year for something past, a day further back than this is one to come: nobody means last year.
_HALF_A_YEAR = 183


def parse_day(text: str, today: date, *, forward: bool = True) -> Parsed[date]:
    """Read a day in French or in English, with or without its year; empty for none.

    ``forward`` says where a weekday or a day without its year is looked for: ahead, or back. An hour is no part of a
    day. Refusals: those of `parse_date`.
    """
    exact = parse_date(text, today)
    if exact.finding is None or exact.finding.code != "date.unreadable":
        return exact
    read = parse_moment(text, datetime.combine(today, time()), forward=forward)
    if read.value is None:
        known = read.finding is not None and read.finding.code.startswith("date.")
        return Parsed(None, read.finding if known else exact.finding)
    if read.value.hour is not None:
        return refuse("date.unreadable", text=text.strip()[:40])
    if not forward and (today - read.value.day).days > _HALF_A_YEAR:
        return parse_day(text, today)
    return Parsed(read.value.day)
