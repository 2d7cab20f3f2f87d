"""« Dates » on the page of a tender: each day, how far it is, the minimum that the law leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.negotiation.queries.tenders.of_deal import judged
from negoce.negotiation.words.tender import say
from negoce.ui.words.say import reader_language
from negoce.web.tenders.days import shown_days
from negoce.web.tenders.section_types import TenderRecord, TenderSection


def _read(record: TenderRecord) -> Mapping[str, object]:
    tender, today = record.tender, timezone.localdate()
    found = judged(tender, today)
    times = found.times.value if found.times is not None else None
    least = []
    if times is not None:
        least = [
            (label, format_date(day, reader_language()))
            for label, day in (
                (_now("Candidatures : pas avant la fin du"), times.applications),
                (_now("Offres : pas avant la fin du"), times.offers),
            )
            if isinstance(day, date)
        ]
    return {
        "days": shown_days(tender, today),
        "least": least,
        "warnings": [say(each) for each in found.times.findings] if found.times is not None else [],
        "change_url": reverse("tenders:days", args=[tender.public_id]) if record.may_edit else "",
    }


DAYS = TenderSection("days", _("Dates"), "web/tenders/_days.html", _read, queries_max=0)
