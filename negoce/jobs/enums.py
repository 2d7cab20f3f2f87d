"""The closed lists of jobs; anyone may import them."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobQueue(StrEnum):
    """Each worker runs one job of each queue at a time."""

    DEFAULT = "default"
    LONG = "long"
    # A mail server that stalls keeps nobody else waiting.
    MAIL = "mail"


ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
