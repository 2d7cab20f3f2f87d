"""« Partenariats » on the page of the partner."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.negotiation.queries.partnerships.read import partnerships_of_company
from negoce.negotiation.rules.partnerships import must_prepare
from negoce.negotiation.words.partnership import SHORT_KINDS, end_words
from negoce.web.companies.panel_types import DEALS, SIDE, Panel
from negoce.web.companies.record import CompanyRecord


def _read(record: CompanyRecord) -> Mapping[str, object] | None:
    rows, today = partnerships_of_company(record.actor, record.company.pk), timezone.localdate()
    may_edit = record.actor.may(Permission.EDIT)
    if not rows and not may_edit:
        return None
    return {
        "lines": [
            {
                "name": row.name,
                "url": reverse("partnerships:partnership", args=[row.public_id]),
                "kind": SHORT_KINDS[row.kind],
                "ends": end_words(row.ends_on, today),
                "alarm": must_prepare(row.ends_on, row.warning_days, today),
            }
            for row in rows
        ],
        "new_url": f"{reverse('partnerships:new')}?company={record.company.public_id}" if may_edit else "",
    }


COMPANY_PARTNERSHIPS = Panel(
    "partnerships",
    _("Partenariats"),
    "web/partnerships/_company.html",
    _read,
    queries_max=1,
    tab=DEALS,
    column=SIDE,
)
