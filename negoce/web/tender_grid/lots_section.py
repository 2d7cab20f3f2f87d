"""« Lots » as the page of a tender shows them, with those that may leave a formal procedure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.kit.money import format_money
from negoce.negotiation.queries.tender_lots.lots import lots_of, small_of
from negoce.negotiation.queries.tenders.of_deal import judged
from negoce.negotiation.rules.tender_procedure import Procedure
from negoce.negotiation.words.tender_award import say, step_words
from negoce.ui.components.tables import FootCell, TableColumn
from negoce.ui.words.figures import NOTHING
from negoce.ui.words.say import reader_language
from negoce.web.tender_grid.place import Place
from negoce.web.tenders.section_types import FILE, TenderRecord, TenderSection


def _read(record: TenderRecord) -> Mapping[str, object]:
    tender, lots = record.tender, lots_of(record.tender)
    small = small_of(tender, lots) if _is_formal(record) else None
    taken = small.value if small is not None else ()
    language = reader_language()
    known = [each.amount for each in lots if each.amount is not None]
    place = [tender.public_id]
    answered = sum(each.is_answered for each in lots)
    words = ngettext(
        "%(count)s lot, réponse à %(answered)s", "%(count)s lots, réponse à %(answered)s", len(lots)
    )
    return {
        "columns": [
            TableColumn(_now("Lot"), numeric=True, width=60),
            TableColumn(_now("Objet")),
            TableColumn(_now("Montant HT"), numeric=True),
            TableColumn(_now("Réponse")),
            TableColumn(""),
        ],
        "foot": [
            FootCell(""),
            FootCell(_now("Total estimé")),
            FootCell(format_money(sum(known, Decimal(0)), language, record.currency), numeric=True),
            FootCell(""),
            FootCell(""),
        ]
        if known
        else [],
        "rows": [
            {
                "number": each.number,
                "name": each.name,
                "amount": NOTHING
                if each.amount is None
                else format_money(each.amount, language, record.currency),
                "is_answered": each.is_answered,
                "is_small": at in taken,
                "prices_url": Place(record, each).home,
                "change_url": reverse("tender_grid:lot", args=[*place, each.public_id]),
                "removal_url": reverse("tender_grid:lot_removal", args=[*place, each.public_id]),
            }
            for at, each in enumerate(lots)
        ],
        "meta": words % {"count": len(lots), "answered": answered} if lots else "",
        "small_steps": [step_words(each) for each in small.steps] if small is not None else [],
        "small_source": small.steps[0].source if small is not None else "",
        "small_findings": [say(each) for each in small.findings] if small is not None else [],
        "mismatch": _mismatch(record, known, len(lots)),
        "new_url": reverse("tender_grid:lot_new", args=place) if record.may_edit else "",
    }


def _is_formal(record: TenderRecord) -> bool:
    """Small lots matter where the whole is a formal procedure."""
    found = judged(record.tender, timezone.localdate()).procedure
    return found is not None and found.value.procedure is Procedure.FORMAL


def _mismatch(record: TenderRecord, known: Sequence[Decimal], count: int) -> str:
    """Lots that are all estimated make the whole need."""
    amount = record.tender.amount
    if not count or len(known) < count or amount is None or sum(known) == amount:
        return ""
    language = reader_language()
    figures = {
        "lots": format_money(sum(known, Decimal(0)), language, record.currency),
        "amount": format_money(amount, language, record.currency),
    }
    return (
        _now(
            "Les lots font %(lots)s en tout, le besoin entier est de %(amount)s : l’un des deux est à corriger."
        )
        % figures
    )


LOTS = TenderSection("lots", _("Lots"), "web/tender_grid/_lots.html", _read, queries_max=1, tab=FILE)
