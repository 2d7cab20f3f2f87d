"""The dated values that rules read."""

from __future__ import annotations

from negoce.parameters.models import Parameter
from negoce.parameters.rules.dated_values import DatedValue, DatedValues


def dated_values() -> DatedValues:
    """Return every parameter with its history, in one query."""
    rows = Parameter.objects.order_by("key", "starts_on").values_list(
        "key", "starts_on", "value", "source", "is_confirmed"
    )
    return DatedValues(DatedValue(*row) for row in rows)
