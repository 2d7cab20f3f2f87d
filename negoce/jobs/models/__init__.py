"""The tables of jobs."""

from negoce.jobs.models.job import Job
from negoce.jobs.models.schedule import ScheduleRun

__all__ = ["Job", "ScheduleRun"]
