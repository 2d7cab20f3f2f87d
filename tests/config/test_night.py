"""The order of the night: each job reads what those before it wrote, after a stop as well."""

from __future__ import annotations

from negoce.config.wiring import schedules
from negoce.jobs.enums import JobQueue

# After a stop all of them are enqueued at once, in the order in which they are declared, and one queue keeps it.
READERS = ("forecast", "add up profits", "climb attitudes", "bring playbooks up", "plan days")


def test_who_reads_statuses_comes_after_them() -> None:
    place = {each.name: number for number, each in enumerate(schedules)}
    by_name = {each.name: each for each in schedules}
    recompute = by_name["recompute the portfolio"]
    for name in READERS:
        reader = by_name[name]
        assert reader.queue is JobQueue.LONG, name
        assert recompute.at is not None
        assert reader.at is not None
        assert (reader.at > recompute.at, place[name] > place[recompute.name]) == (True, True), name


def test_days_are_planned_last() -> None:
    nightly = [each for each in schedules if each.name in READERS]
    by_hour = sorted(nightly, key=lambda each: str(each.at))
    assert nightly[-1].name == by_hour[-1].name == "plan days"
    assert by_hour[-2].name == nightly[-2].name == "bring playbooks up"
