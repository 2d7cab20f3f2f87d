"""Plain enums as the choices of a column."""

from __future__ import annotations

from enum import StrEnum


def choices(enum: type[StrEnum]) -> list[tuple[str, str]]:
    """Pairs for a Django field; people never see the second half, words come from ui/words."""
    return [(member.value, member.value) for member in enum]
