"""From the name of a task to its function: an explicit list, no stored row can name other code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from negoce.jobs.running import RunningJob

Task = Callable[["RunningJob"], Mapping[str, Any] | None]

OWN_TASKS: Mapping[str, str] = {
    "jobs.deliver": "negoce.jobs.events.deliver",
    "jobs.measure_tables": "negoce.jobs.tasks.measure_tables",
    "jobs.purge": "negoce.jobs.tasks.purge",
}


class UnknownTask(Exception):
    """No task is listed under this name."""


def task_names() -> frozenset[str]:
    """Every name that may be enqueued."""
    return frozenset(OWN_TASKS) | frozenset(_listed())


def require_task(name: str) -> None:
    """Raises UnknownTask when `name` is not listed: better when asked than when run."""
    if name not in task_names():
        raise UnknownTask(f"{name!r} is not listed in the tasks of config/wiring.py")


def find_task(name: str) -> Task:
    """The function of a task; raises UnknownTask."""
    require_task(name)
    task: Task = import_string({**OWN_TASKS, **_listed()}[name])
    return task


def _listed() -> Mapping[str, str]:
    tasks: Mapping[str, str] = import_string(settings.NEGOCE_TASKS)
    return tasks
