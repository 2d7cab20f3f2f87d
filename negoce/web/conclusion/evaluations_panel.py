"""What the buyer says of a deal won or lost, and how the deal ended, on the tab of its conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import FieldGroup
from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.models import BuyerEvaluation
from negoce.negotiation.queries.signing.marks import names_seen
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language
from negoce.web.deals.own_panels import OUTCOME
from negoce.web.deals.panel_types import CONCLUSION, DealPanel, DealRecord

_SHOWN = 12


def _read(record: DealRecord) -> Mapping[str, object] | None:
    if record.deal.state == DealState.OPEN:
        return None
    reads = record.actor.may_read(FieldGroup.OBSERVATIONS)
    may_note = record.may_edit and record.actor.may_write(FieldGroup.OBSERVATIONS)
    told = BuyerEvaluation.objects.filter(deal=record.deal).prefetch_related("marks")
    rows = list(told.order_by("-told_on", "-id")[:_SHOWN])
    names = names_seen(record.actor, (each.contact_id for each in rows)) if reads else {}
    key = record.deal.public_id
    return {
        "is_won": record.deal.state == DealState.WON,
        "url": reverse("conclusion:evaluation", args=[key]) if may_note else "",
        "lines": [
            {
                "score": each.score,
                "words": each.words if reads else "",
                "about": _about(each, names),
                "marks": [f"{label_of(OutcomeReason, one.criterion)} {one.mark}" for one in each.marks.all()],
                "removal_url": reverse("conclusion:evaluation_removal", args=[key, each.public_id])
                if may_note
                else "",
            }
            for each in rows
        ],
    }


def _about(each: BuyerEvaluation, names: Mapping[int, str]) -> str:
    parts = (format_date(each.told_on, reader_language()), names.get(each.contact_id or 0, ""))
    return " · ".join(part for part in parts if part)


EVALUATIONS = DealPanel(
    "evaluations",
    _("Ce que dit l’acheteur"),
    "web/conclusion/_evaluations.html",
    _read,
    queries_max=3,
    tab=CONCLUSION,
)
ENDED = replace(OUTCOME, key="ended", tab=CONCLUSION)
