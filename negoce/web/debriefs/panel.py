"""« Bilans d’entretien » where the next meeting of a deal is prepared: what to do otherwise this time."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ActivityState
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_activities
from negoce.companies.rules.activity_values import INTERVIEW_KINDS
from negoce.kit.dates import format_date
from negoce.negotiation.queries.debriefs.progress import deal_debriefs
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import PREPARATION, SIDE, DealPanel, DealRecord

_SHOWN = 4


def _read(record: DealRecord) -> Mapping[str, object] | None:
    rows = deal_debriefs(record.actor, record.deal, _SHOWN)
    meeting = _to_review(record) if record.may_edit else None
    if not rows and meeting is None:
        return None
    return {
        "lines": [
            {
                "url": reverse("debriefs:record", args=[each.public_id]),
                "subject": each.activity.subject,
                "about": " · ".join((format_date(each.met_on, reader_language()), each.author.full_name)),
                "to_change": each.to_change,
            }
            for each in rows
        ],
        "meeting": meeting,
        "write_url": reverse("debriefs:writing", args=[meeting.public_id]) if meeting is not None else "",
    }


def _to_review(record: DealRecord) -> Activity | None:
    """The last meeting about the deal that the reader held and did not review; one query."""
    rows = visible_activities(record.actor).filter(
        deal_link__deal=record.deal,
        owner_id=record.actor.user_id,
        kind__in=sorted(INTERVIEW_KINDS),
        state=ActivityState.DONE.value,
    )
    rows = rows.exclude(debriefs__author_id=record.actor.user_id)
    return rows.order_by("-starts_at", "-id").first()


DEBRIEFS = DealPanel(
    "debriefs",
    _("Bilans d’entretien"),
    "web/debriefs/_panel.html",
    _read,
    queries_max=2,
    tab=PREPARATION,
    column=SIDE,
)
