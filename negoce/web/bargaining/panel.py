"""Room for manoeuvre, concessions, and what was exchanged, on the page of a deal."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.actions.bargaining.rights import reads_limits
from negoce.negotiation.queries.bargaining.concessions import concessions_of
from negoce.negotiation.queries.bargaining.room import bargaining_of, values_of
from negoce.negotiation.words.bargaining import CONCESSION_STATES
from negoce.web.bargaining.given import (
    concession_columns,
    concession_line,
    exchanged,
    margin_words,
    without_counterpart,
)
from negoce.web.bargaining.room import room_context
from negoce.web.deals.panel_types import BARGAINING, DealPanel, DealRecord


def _read_room(record: DealRecord) -> Mapping[str, object] | None:
    if not reads_limits(record.actor):
        return None
    row = bargaining_of(record.deal)
    if row is None and not record.may_edit:
        return None
    url = reverse("bargaining:room", args=[record.deal.public_id]) if record.may_edit else ""
    values = values_of(row) if row is not None else {}
    return {"change_url": url, **room_context(values, record.deal.currency)}


ROOM = DealPanel(
    "bargaining", _("Marges de manœuvre"), "web/bargaining/_room.html", _read_room, queries_max=1
)


def _read_concessions(record: DealRecord) -> Mapping[str, object] | None:
    if not reads_limits(record.actor):
        return None
    rows = concessions_of(record.deal)
    if not rows and not record.may_edit:
        return None
    place = [record.deal.public_id]
    return {
        "columns": concession_columns(may_edit=record.may_edit),
        "lines": [concession_line(record, each) for each in rows],
        "states": list(CONCESSION_STATES.items()),
        "warning": without_counterpart(rows),
        "new_url": reverse("bargaining:concession_new", args=place) if record.may_edit else "",
        "plan_url": reverse("bargaining:plan", args=place) if record.may_edit else "",
        **margin_words(record, rows),
    }


def _read_exchanged(record: DealRecord) -> Mapping[str, object] | None:
    if not reads_limits(record.actor):
        return None
    return exchanged(record, concessions_of(record.deal))


CONCESSIONS = DealPanel(
    "concessions", _("Concessions"), "web/bargaining/_concessions.html", _read_concessions, queries_max=3
)
EXCHANGED = DealPanel(
    "exchanged",
    _("Ce qui a été donné et obtenu"),
    "web/bargaining/_exchanged.html",
    _read_exchanged,
    queries_max=1,
    tab=BARGAINING,
)
