"""« Appel d’offres » on the page of a deal: which one it answers, its days, what to worry about."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.money import format_money
from negoce.negotiation.queries.tenders.of_deal import judged, tender_of
from negoce.negotiation.rules.tender_days import past_days
from negoce.negotiation.words.tender import PROCEDURES, STAGES, say
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import PREPARATION, DealPanel, DealRecord
from negoce.web.tenders.days import findings, shown_days
from negoce.web.tenders.lists import STAGE_TONES


def _read(record: DealRecord) -> Mapping[str, object]:
    tender = tender_of(record.deal)
    if tender is None:
        may_enter = record.is_open and record.actor.may(Permission.CREATE)
        new_url = reverse("tenders:for_deal", args=[record.deal.public_id]) if may_enter else ""
        return {"tender": None, "new_url": new_url}
    today = timezone.localdate()
    found = judged(tender, today)
    told = [*past_days(tender.stage, tender.days, today), *findings(found)]
    return {
        "tender": tender,
        "tender_url": reverse("tenders:tender", args=[tender.public_id]),
        "stage": STAGES[tender.stage],
        "tone": STAGE_TONES.get(tender.stage, ""),
        "amount": ""
        if tender.amount is None
        else format_money(tender.amount, reader_language(), record.deal.currency),
        "days": shown_days(tender, today),
        "procedure": PROCEDURES[found.procedure.value.procedure] if found.procedure else "",
        "warnings": [say(each) for each in told],
    }


TENDER = DealPanel(
    "tender",
    _("Appel d’offres"),
    "web/tenders/_panel.html",
    _read,
    queries_max=1,
    tab=PREPARATION,
)
