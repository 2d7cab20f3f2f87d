"""« Aides de vente » on the page of a deal: to bring, proposed, on loan at the customer's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.enums import AidKind
from negoce.negotiation.queries.aids.of_deal import aids_of_deal
from negoce.negotiation.rules.aids import UNCOUNTED
from negoce.negotiation.words.aid import KINDS, PROPOSED
from negoce.negotiation.words.objection import named
from negoce.ui.words.figures import number
from negoce.web.aids.words import due_words, expiry_words
from negoce.web.deals.panel_types import PREPARATION, SIDE, DealPanel, DealRecord


def _read(record: DealRecord) -> Mapping[str, object]:
    found, today = aids_of_deal(record.actor, record.deal), timezone.localdate()
    loans = []
    for each in found.loans:
        words, tone = due_words(each, today)
        back = reverse("aids:back", args=[each.aid.public_id, each.public_id]) if record.may_edit else ""
        loans.append(
            {
                "name": each.aid.name,
                "url": reverse("aids:aid", args=[each.aid.public_id]),
                "count": number(each.outside),
                "due": words,
                "tone": tone,
                "back_url": back,
            }
        )
    return {
        "chosen": [_line(record, row, today) for row in found.chosen],
        "proposed": [
            {**_line(record, each.row, today), "reason": PROPOSED[each.reason.code]}
            for each in found.proposed
        ],
        "others": [(row.public_id, row.name) for row in found.others] if record.may_edit else [],
        "loans": loans,
        "bring_url": reverse("deal_aids:bring", args=[record.deal.public_id]),
        "list_url": reverse("aids:list"),
    }


def _line(record: DealRecord, row: Any, today: date) -> Mapping[str, object]:
    """A row of `library`."""
    counted = AidKind(row.kind) not in UNCOUNTED
    valid, tone = expiry_words(row, today)
    give = reverse("aids:hand_out", args=[row.public_id])
    asked = urlencode({"deal": record.deal.public_id})
    return {
        "row": row,
        "url": reverse("aids:aid", args=[row.public_id]),
        "kind": named(KINDS, row.kind),
        "stock": number(row.stock) if counted else "",
        "is_out": counted and not row.stock,
        "valid": valid if tone else "",
        "tone": tone,
        "file_url": reverse("aids:file", args=[row.public_id]) if row.file_id else "",
        "give_url": f"{give}?{asked}" if record.may_edit and counted and row.stock else "",
    }


AIDS = DealPanel(
    "aids", _("Aides de vente"), "web/aids/_panel.html", _read, queries_max=5, tab=PREPARATION, column=SIDE
)
