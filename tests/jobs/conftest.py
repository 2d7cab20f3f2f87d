"""Jobs of the tests run the tasks of sample_tasks."""

from __future__ import annotations

import pytest

from negoce.companies.interfaces import Wiring
from tests.jobs import sample_tasks

wiring = Wiring(
    event_receivers={
        "order_placed": ("tests.jobs.sample_tasks.hear",),
        "order_shipped": ("tests.jobs.sample_tasks.keep",),
    }
)
schedules = ()


@pytest.fixture(autouse=True)
def sample_jobs(settings: object) -> None:
    settings.NEGOCE_TASKS = "tests.jobs.sample_tasks.tasks"
    settings.NEGOCE_WIRING = "tests.jobs.conftest.wiring"
    sample_tasks.calls.clear()
    sample_tasks.received.clear()


no_tasks: dict[str, str] = {}
