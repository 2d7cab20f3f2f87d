"""The list of everybody known in a company: the tab « Interlocuteurs »."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.web.companies.own_panels import contact_line
from negoce.web.companies.panel_types import PEOPLE, Panel
from negoce.web.companies.record import CompanyRecord, url_or_nothing


def _people(record: CompanyRecord) -> Mapping[str, object]:
    new_url = url_or_nothing("contacts:create") if record.actor.may(Permission.CREATE) else ""
    return {
        "lines": [contact_line(record, contact) for contact in record.people.contacts],
        "more": record.people.more,
        "link_url": url_or_nothing("contacts:link") + f"?company={record.company.public_id}"
        if record.may_edit
        else "",
        "new_url": f"{new_url}?company={record.company.public_id}" if new_url else "",
    }


PEOPLE_LIST = Panel(
    "people", _("Interlocuteurs"), "web/companies/_people.html", _people, queries_max=2, tab=PEOPLE
)
