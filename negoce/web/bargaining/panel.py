"""« Marges de manœuvre » on the page of a deal."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.queries.bargaining.room import bargaining_of, values_of
from negoce.web.bargaining.room import room_context
from negoce.web.deals.panel_types import DealPanel, DealRecord


def _read_room(record: DealRecord) -> Mapping[str, object] | None:
    row = bargaining_of(record.deal)
    if row is None and not record.may_edit:
        return None
    url = reverse("bargaining:room", args=[record.deal.public_id]) if record.may_edit else ""
    values = values_of(row) if row is not None else {}
    return {"change_url": url, **room_context(values, record.deal.currency)}


ROOM = DealPanel(
    "bargaining", _("Marges de manœuvre"), "web/bargaining/_room.html", _read_room, queries_max=1
)
