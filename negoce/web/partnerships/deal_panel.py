"""« Partenaire » on the page of a deal: with whom it is worked, who brought it, their share."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.queries.partnerships.read import shared_of
from negoce.negotiation.words.partnership import BROUGHT
from negoce.ui.html import link
from negoce.web.deals.panel_types import PREPARATION, SIDE, DealPanel, DealRecord
from negoce.web.partnerships.words import share_words


def _read(record: DealRecord) -> Mapping[str, object] | None:
    found = shared_of(record.actor, record.deal)
    if found is None and not record.may_edit:
        return None
    return {
        "shared": found is not None,
        "name": link(
            reverse("partnerships:partnership", args=[found.partnership.public_id]), found.partnership.name
        )
        if found is not None
        else "",
        "company": found.partnership.company.name if found is not None else "",
        "by": BROUGHT[found.brought_by] if found is not None else "",
        "share": share_words(found.partner_share) if found is not None else "",
        "share_url": reverse("partnerships:share", args=[record.deal.public_id]) if record.may_edit else "",
    }


PARTNER = DealPanel(
    "partner",
    _("Partenaire"),
    "web/partnerships/_deal.html",
    _read,
    queries_max=1,
    tab=PREPARATION,
    column=SIDE,
)
