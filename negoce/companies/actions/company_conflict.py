"""Says what happened when somebody else changed the same value of a company meanwhile."""

from __future__ import annotations

from negoce.companies.actions.value_conflict import value_conflict
from negoce.companies.models import Company
from negoce.companies.words.company_values import show_value
from negoce.kit.refusal import Conflict


def conflict_on(row: Company, field: str) -> Conflict:
    """The refusal for `field`: who changed it, to what, when; `current` is the value stored now."""
    current = getattr(row, field)
    return value_conflict("company", row.pk, field=field, current=current, shown=show_value(field, current))
