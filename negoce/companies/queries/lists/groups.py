"""How many records each group of a list holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Count as CountOf

from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.patience import within
from negoce.companies.queries.lists.spec import ListSpec, group_path

# Beyond, a group shows its name alone: rows do not wait for a count.
GROUP_MILLISECONDS = 40
MAX_GROUPS = 500


def count_groups(spec: ListSpec) -> Mapping[Any, int]:
    """The number of matching records by value of the grouped column, in one query; empty when that takes too long."""
    if spec.group is None:
        return {}
    path = group_path(spec.group)
    rows = matching(spec).order_by().values_list(path).annotate(number=CountOf("pk"))
    found = within(GROUP_MILLISECONDS, lambda: list(rows[: MAX_GROUPS + 1]))
    if found is None or len(found) > MAX_GROUPS:
        return {}
    counts: dict[Any, int] = {}
    for value, number in found:
        # Nothing is one group, whether stored as NULL or as an empty text.
        key = None if value == "" else value
        counts[key] = counts.get(key, 0) + number
    return counts
