"""The explanation of a status as it is stored beside it: a code and figures that JSON holds, and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from negoce.kit.explain import Explanation

_DAYS = frozenset({"on", "met", "last", "won", "until"})
OVERRIDE = "life.override"


def stored_reason(why: Explanation) -> dict[str, object]:
    """`{"code": …, "figures": {…}}`: days and decimals as texts, whole numbers as they are."""
    return {"code": why.code, "figures": {name: _plain(value) for name, value in why.figures.items()}}


def read_reason(stored: Mapping[str, object], today: date | None = None) -> Explanation:
    """The explanation again; with `today`, the days since the last order are counted up to it.

    Figures that cannot be read are left out: what is stored may come from an older version.
    """
    given = stored.get("figures")
    figures: dict[str, object] = {}
    for name, value in (given if isinstance(given, Mapping) else {}).items():
        read = _read(str(name), value)
        if read is not None:
            figures[str(name)] = read
    last = figures.get("last")
    if today is not None and isinstance(last, date) and "silence" in figures:
        figures["silence"] = (today - last).days
    return Explanation(str(stored.get("code", "")), figures)


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _read(name: str, value: object) -> object:
    try:
        if name in _DAYS:
            return date.fromisoformat(str(value))
        return Decimal(str(value)) if name == "cadence" else value
    except (ValueError, InvalidOperation):
        return None
