"""« Argument conseillé » on the page of a deal: from the motives heard, the products offered, what worked before."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.negotiation.queries.arguments.library import Advice, advice
from negoce.negotiation.rules.arguments import Advised
from negoce.web.arguments.words import success_words
from negoce.web.deals.panel_types import SIDE, DealPanel, DealRecord


def _read(record: DealRecord) -> Mapping[str, object] | None:
    found = advice(record.actor, record.deal)
    if found is None:
        return None
    heard = ", ".join(choice_label(PurchaseMotive, each.value) for each in found.heard)
    lines = [_line(record, found, each) for each in found.advised]
    return {
        "lines": lines,
        "meta": lines[0]["motive"] if lines else "",
        "nothing": _now("Aucun argument de la bibliothèque ne sert ce qui a été entendu : %(motives)s.")
        % {"motives": heard},
        "library_url": reverse("arguments:list"),
    }


def _line(record: DealRecord, found: Advice, each: Advised) -> Mapping[str, object]:
    row = found.rows[each.argument.key]
    return {
        "row": row,
        "motive": choice_label(PurchaseMotive, each.motive.value),
        "success": success_words(each.argument.success),
        "worked": found.used.get(row.pk),
        "url": reverse("deal_arguments:use", args=[record.deal.public_id, row.public_id]),
    }


ARGUMENT = DealPanel(
    "argument", _("Argument conseillé"), "web/arguments/_panel.html", _read, queries_max=4, column=SIDE
)
