"""Entries of the life cycle, targets, budgets, plan and playbooks: they keep codes, told in the reader's words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from negoce.automation.playbook_words import PLAYBOOKS, STEP_KINDS, STEPS
from negoce.portfolio.actions.target_changes import HOUSE_CODE
from negoce.portfolio.enums import LifeStatus, PlanPart
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.plan_words import PARTS

_STATUSES: Mapping[str, Any] = {status.value: STATUS_LABELS[status] for status in LifeStatus}
_VALUES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("playbook", "status"): _STATUSES,
    ("segment_offer", "status"): _STATUSES,
    ("planned_action", "status"): _STATUSES,
    ("planned_action", "part"): {part.value: PARTS[part] for part in PlanPart},
    ("status_override", "status"): _STATUSES,
}


def life_value(kind: str, field: str, value: str) -> str | None:
    """A value in words, None when it is none of ours or was stored in words."""
    known = _VALUES.get((kind, field), {}).get(value)
    if known is not None:
        return str(known)
    return _step(value) if kind == "playbook" and field.startswith("step_") else None


def life_name(kind: str, name: str) -> str:
    """The name of a record: its code in the reader's words, or as it was stored."""
    read = _NAMES.get(kind)
    return read(name) if read is not None else name


def _step(value: str) -> str | None:
    """A step that the house brings stands as `@playbook.step`, another by its own words or its kind."""
    playbook, _dot, step = value.removeprefix("@").partition(".")
    known = STEPS.get((playbook, step)) if value.startswith("@") else None
    if known is not None:
        return str(known[0])
    return str(STEP_KINDS[value]) if value in STEP_KINDS else None


def _playbook(name: str) -> str:
    return str(PLAYBOOKS.get(name.removeprefix("@"), name)) if name.startswith("@") else name


def _budget(name: str) -> str:
    status, _colon, year = name.partition(":")
    return f"{STATUS_LABELS[LifeStatus(status)]} {year}" if status in set(LifeStatus) else name


def _target(name: str) -> str:
    return _("Toute la maison") if name == HOUSE_CODE else name


def _status(name: str) -> str:
    return str(_STATUSES.get(name, name))


_NAMES: Mapping[str, Callable[[str], str]] = {
    "playbook": _playbook,
    "status_budget": _budget,
    "status_override": _status,
    "sales_target": _target,
}
