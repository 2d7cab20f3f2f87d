"""The thread on the page of a company: its first page comes with the page itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.web.activities.next_step import next_step
from negoce.web.activities.thread import thread_context
from negoce.web.companies.panel_types import HEAD, Panel
from negoce.web.companies.record import CompanyRecord


def _thread(record: CompanyRecord) -> Mapping[str, object]:
    return thread_context(record.actor, record.company)


# One question a source of the thread: each room that writes to customers adds its own.
THREAD = Panel("thread", _("Fil"), "web/activities/_thread.html", _thread, queries_max=11)


def _next_step(record: CompanyRecord) -> Mapping[str, object]:
    return next_step(record.actor, record.company)


NEXT_STEP = Panel(
    "next", _("Prochaine action"), "web/activities/_next_step.html", _next_step, queries_max=1, column=HEAD
)
