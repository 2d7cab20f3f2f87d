"""The text by which two readings of one value are compared: what the person saw, what is stored. Pure."""

from __future__ import annotations

from decimal import Decimal


def as_seen(value: object) -> str:
    """Return the plain text of a value: empty for None, links by key, amounts without idle zeros."""
    if value is None:
        return ""
    key = getattr(value, "pk", None)
    if key is not None:
        return str(key)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value).replace("\r\n", "\n")
