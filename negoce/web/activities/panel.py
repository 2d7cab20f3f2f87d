"""The thread on the page of a company: its first page comes with the page itself."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.web.activities.thread import thread_context
from negoce.web.companies.panel_types import Panel
from negoce.web.companies.record import CompanyRecord


def _thread(record: CompanyRecord) -> Mapping[str, object]:
    return thread_context(record.actor, record.company)


THREAD = Panel("thread", _("Fil"), "web/activities/_thread.html", _thread, queries_max=7)
