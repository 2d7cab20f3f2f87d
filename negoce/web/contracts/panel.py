"""The contracts of a company, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.kit.money import format_money
from negoce.loyalty.models import Contract
from negoce.loyalty.words import PERIODS, STATES
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.web.companies.panel_types import DOCUMENTS, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.contracts.lists import TONES
from negoce.web.orders.figures import language
from negoce.web.orders.marks import day_words

_SHOWN = 20


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    found = list(Contract.objects.filter(company=record.company).order_by("-pk")[:_SHOWN])
    creates = record.actor.may(Permission.CREATE)
    if not found and not creates:
        return None
    return {
        "columns": (
            TableColumn(_now("Contrat")),
            TableColumn(_now("État")),
            TableColumn(_now("Se termine le")),
            TableColumn(_now("HT par période"), numeric=True),
        ),
        "lines": [
            {
                "number": each.number,
                "title": each.title,
                "url": reverse("contracts:contract", args=[each.public_id]),
                "state": chip(STATES[each.state], tone=TONES.get(each.state, "")),
                "ends": day_words(each.ends_on),
                "net": format_money(each.net, language(), each.currency),
                "period": PERIODS[each.period],
            }
            for each in found
        ],
        "create_url": reverse("contracts:enter", args=[record.company.public_id]) if creates else "",
    }


CONTRACTS = Panel(
    "contracts", _("Contrats"), "web/contracts/_company.html", _read, queries_max=1, tab=DOCUMENTS
)
