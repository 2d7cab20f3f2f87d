"""The colour of each status: the same in chips, charts and maps."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.portfolio.enums import LifeStatus

_NAMED_OTHERWISE = {LifeStatus.TO_APPROACH: "approach"}
HUES: Mapping[str, str] = {each.value: _NAMED_OTHERWISE.get(each, each.value) for each in LifeStatus}


def hue_of(status: str) -> str:
    """The `data-life` of a status (frontend/css/hues.css)."""
    return HUES[status]
