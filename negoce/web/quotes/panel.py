"""The quotes of a company, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote
from negoce.negotiation.words.quote import state_label, state_tone
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.companies.panel_types import DEALS, Panel
from negoce.web.companies.record import CompanyRecord

_SHOWN = 10


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    rows = Quote.objects.filter(company=record.company, deleted_at__isnull=True).order_by("-id")
    found = list(rows[: _SHOWN + 1])
    create = reverse("quotes:create") if record.actor.may(Permission.CREATE) else ""
    if not found and not create:
        return None
    return {
        "create_url": f"{create}?company={record.company.public_id}" if create else "",
        "more": len(found) > _SHOWN,
        "columns": (
            TableColumn(_now("Devis")),
            TableColumn(_now("État")),
            TableColumn(_now("Date")),
            TableColumn(_now("Montant HT"), numeric=True),
        ),
        "lines": [_line(quote) for quote in found[:_SHOWN]],
    }


def _line(quote: Quote) -> Mapping[str, object]:
    language = reader_language()
    return {
        "number": quote.number,
        "title": quote.title,
        "url": reverse("quotes:quote", args=[quote.public_id]),
        "state": state_label(quote.state),
        "tone": state_tone(quote.state),
        "day": format_date(quote.issued_on, language) if quote.issued_on else "",
        "net": format_money(quote.net, language),
    }


COMPANY_QUOTES = Panel("quotes", _("Devis"), "web/quotes/_panel.html", _read, queries_max=1, tab=DEALS)
