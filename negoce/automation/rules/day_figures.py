"""Figures of a sentence as JSON holds them, and back: days and amounts keep their kind. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation


def pack(figures: Mapping[str, object]) -> dict[str, object]:
    """The figures as JSON holds them."""
    return {name: _packed(value) for name, value in figures.items()}


def unpack(stored: Mapping[str, object]) -> dict[str, object]:
    """The figures as they were packed; what cannot be read stays as it is."""
    return {name: _read(value) for name, value in stored.items()}


def _packed(value: object) -> object:
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return {"amount": str(value)} if isinstance(value, Decimal) else value


def _read(value: object) -> object:
    if not isinstance(value, dict):
        return value
    try:
        if "day" in value:
            return date.fromisoformat(str(value["day"]))
        return Decimal(str(value.get("amount", "")))
    except (ValueError, InvalidOperation):
        return ""
