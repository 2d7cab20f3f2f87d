"""Stops a playbook where its aim is reached: the company ordered, or answered, and a person takes over (L5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet

from negoce.automation.enums import RunState
from negoce.automation.models import Playbook, PlaybookRun
from negoce.automation.queries.playbooks.came import came

_BATCH = 500


def stop_those_that_came(playbook: Playbook, today: date) -> int:
    """Stop where the company ordered or answered since it began; returns how many."""
    return _stop(PlaybookRun.objects.filter(playbook=playbook), today)


def stop_runs_of(companies: Sequence[int], today: date) -> int:
    """The same for these companies at once, in every playbook; returns how many."""
    return _stop(PlaybookRun.objects.filter(company__in=companies), today)


def _stop(runs: QuerySet[PlaybookRun], today: date) -> int:
    # The control group is measured to the end of its days, whatever it does.
    going = runs.filter(state=RunState.RUNNING.value, is_control=False)
    count = 0
    for end, asked in came(today).items():
        keys = list(going.filter(asked).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), _BATCH):
            part = PlaybookRun.objects.filter(pk__in=keys[start : start + _BATCH])
            count += part.filter(state=RunState.RUNNING.value).update(
                state=RunState.STOPPED.value, ended_on=today, end=end.value
            )
    return count
