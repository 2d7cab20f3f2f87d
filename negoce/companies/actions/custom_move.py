"""Custom fields of two records that are to be merged: where they differ, so that a person may choose.

The values move with every other link (`merge_links`): a filled field of the survivor stays unless chosen otherwise.
"""

from __future__ import annotations

from typing import Any

from negoce.companies.custom_known import all_custom_fields
from negoce.companies.queries.custom_fields import custom_values


def differing_custom(kind: str, kept_id: int, absorbed_id: int) -> dict[str, tuple[Any, Any]]:
    """The fields in which two records differ: `{key: (value kept, value absorbed)}`, None for nothing."""
    fields = all_custom_fields(kind)
    held = custom_values(kind, [kept_id, absorbed_id], fields)
    pairs = {
        one.key: (held.get(kept_id, {}).get(one.key), held.get(absorbed_id, {}).get(one.key))
        for one in fields
    }
    return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
