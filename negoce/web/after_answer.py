"""Work that the person need not wait for: done once the answer has left, in the same thread."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

logger = logging.getLogger(__name__)
Work = Callable[[], object]


def after_answer(request: HttpRequest, work: Work) -> None:
    """Do `work` after the answer to `request` was sent; what fails there is logged and costs the person nothing.

    Only for what may be lost when the process is stopped at that very moment.
    """
    request.__dict__.setdefault("work_after_answer", []).append(work)


def attach_work(request: HttpRequest, response: HttpResponse) -> None:
    """Tie what was asked for to the end of the response; called by the middleware."""
    waiting = request.__dict__.get("work_after_answer", ())
    if waiting:
        # Django closes a response once the server has sent it, before it lets the database connection go.
        response._resource_closers.extend(map(_careful, waiting))  # type: ignore[attr-defined]  # Django's own, not in the stubs


def _careful(work: Work) -> Work:
    def run() -> None:
        try:
            work()
        except Exception:
            logger.exception("Work after the answer failed")

    return run
