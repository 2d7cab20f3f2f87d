"""Linear algebra on one thread: several wait for one another, and cost ten times as much on a shared machine."""

from __future__ import annotations

from contextlib import AbstractContextManager


def one_thread() -> AbstractContextManager[object]:
    """While this is entered; for jobs and commands, which alone fit."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    limited: AbstractContextManager[object] = threadpool_limits(limits=1)
    return limited
