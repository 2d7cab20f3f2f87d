"""The deals of a company, on its page."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.page import company_deals
from negoce.negotiation.queries.deals.shown import shown_value
from negoce.negotiation.words.deal import label_of
from negoce.ui.components.tables import TableColumn
from negoce.web.companies.panel_types import DEALS, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.deals.lists import STATE_TONES

_SHOWN = 10


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    found = company_deals(record.company, _SHOWN)
    create = reverse("deals:create") if record.actor.may(Permission.CREATE) else ""
    if not found.deals and not create:
        return None
    return {
        "create_url": f"{create}?company={record.company.public_id}" if create else "",
        "board_url": f"{reverse('deals:board')}?company={record.company.public_id}" if found.deals else "",
        "more": found.more,
        "columns": (
            TableColumn(_now("Affaire")),
            TableColumn(_now("Étape")),
            TableColumn(_now("Conclusion")),
            TableColumn(_now("Montant HT"), numeric=True),
        ),
        "lines": [_line(deal) for deal in found.deals],
    }


def _line(deal: Deal) -> Mapping[str, object]:
    is_open = deal.state == DealState.OPEN
    return {
        "name": deal.name,
        "url": reverse("deals:deal", args=[deal.public_id]),
        "words": label_of(DealStep, deal.step) if is_open else label_of(DealState, deal.state),
        "tone": STATE_TONES[deal.state],
        "day": shown_value(deal, "close_on" if is_open else "closed_on"),
        "amount": shown_value(deal, "amount"),
    }


COMPANY_DEALS = Panel("deals", _("Affaires"), "web/deals/_panel.html", _read, queries_max=1, tab=DEALS)
