"""The invoices of a company, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.billing.models import FiscalDocument
from negoce.billing.queries.document_list import STATES
from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.billing.lists import TONES, title_of
from negoce.web.companies.panel_types import DOCUMENTS, Panel
from negoce.web.companies.record import CompanyRecord

_SHOWN = 10


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    rows = FiscalDocument.objects.filter(company=record.company).select_related("receivable")
    found = list(rows.defer("content").order_by("-id")[: _SHOWN + 1])
    create = reverse("billing:create") if record.actor.may(Permission.ISSUE_INVOICES) else ""
    if not found and not create:
        return None
    return {
        "create_url": f"{create}?company={record.company.public_id}" if create else "",
        "more": len(found) > _SHOWN,
        "columns": (
            TableColumn(_now("Facture")),
            TableColumn(_now("État")),
            TableColumn(_now("Date")),
            TableColumn(_now("Total TTC"), numeric=True),
            TableColumn(_now("Reste dû"), numeric=True),
        ),
        "lines": [_line(each) for each in found[:_SHOWN]],
    }


def _line(document: FiscalDocument) -> Mapping[str, object]:
    language = reader_language()
    receivable = getattr(document, "receivable", None)
    left = "" if receivable is None else format_money(receivable.amount - receivable.settled, language)
    return {
        "title": title_of(document),
        "url": reverse("billing:document", args=[document.public_id]),
        "state": str(STATES[document.state]),
        "tone": TONES[document.state],
        "day": format_date(document.issued_on, language) if document.issued_on else "",
        "amount": format_money(document.incl_vat, language, document.currency),
        "left": left,
    }


COMPANY_INVOICES = Panel(
    "invoices", _("Factures"), "web/billing/_panel.html", _read, queries_max=1, tab=DOCUMENTS
)
