"""A cycle of the house may bear a name of somebody, in its own name or in a task: on an erasure, the name goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.negotiation.models import SalesCycle


def _export(_contact_id: int) -> Sequence[PersonTable]:
    """Nothing: a cycle speaks of kinds of sales."""
    return ()


def _house(crowd: Crowd) -> int:
    places = ((SalesCycle.objects.exclude(name=""), ("name",), (), ()),)
    changed = mend_house_texts(places, ("sales_cycle",), crowd.redact)
    return changed + mend_rows(
        SalesCycle.objects.all(), ("steps",), lambda steps: _mended(steps, crowd.redact)
    )


def _mended(steps: Any, redact: Callable[[str], str]) -> Any:
    """The words that people write: columns, subjects of tasks; codes stay."""
    return [
        {
            **step,
            **({"column": redact(step["column"])} if step.get("column") else {}),
            "tasks": [
                {**task, "subject": redact(task["subject"])} if task.get("subject") else task
                for task in step.get("tasks", ())
            ],
        }
        for step in steps
    ]


CYCLE_PEOPLE = PersonData("cycles", _("Cycles de vente"), _export, house=_house)
