"""What the journal says of a custom field: its name of today, and values in words."""

from __future__ import annotations

from collections.abc import Callable

from negoce.companies.custom_known import find_custom
from negoce.companies.rules.custom_fields import KEY_PREFIX
from negoce.companies.words.custom_values import show_custom


def custom_words(kind: str, key: str) -> tuple[str, Callable[[object], str]]:
    """The name of a field and what writes its values; of one that is gone, its key and bare values."""
    field = find_custom(kind, key)
    if field is None:
        return key.removeprefix(KEY_PREFIX).replace(
            "_", " "
        ), lambda value: "" if value is None else str(value)
    return field.label, lambda value: show_custom(field, value)
