"""Companies that ceased, as somebody told us: nobody is solicited there any more, by any channel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import connection
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import Channel
from negoce.companies.lent import QuickLeave, ReachLimit
from negoce.companies.models import Contact
from negoce.kit.explain import Explanation
from negoce.portfolio.enums import ReasonSide, RelationReason
from negoce.portfolio.models import ToldReason

CODE = "company.closed"
_SQL = """NOT EXISTS (
  SELECT 1 FROM {contact} theirs JOIN {told} told ON told.company_id = theirs.company_id
  WHERE theirs.id = {person} AND told.side = %s AND told.reason = %s
)"""


def closed_companies(
    keys: Sequence[int], _channel: Channel, _today: date, _use: str = ""
) -> Mapping[int, Explanation]:
    """Those of the companies whose last reason told is that they ceased; one query."""
    rows = ToldReason.objects.filter(company_id__in=keys).order_by("told_on", "pk")
    last = {
        key: (side, reason, day)
        for key, side, reason, day in rows.values_list("company_id", "side", "reason", "told_on")
    }
    return {
        key: Explanation(CODE, {"day": day})
        for key, (side, reason, day) in last.items()
        if (side, reason) == (ReasonSide.LEFT.value, RelationReason.CLOSED.value)
    }


def people_of_closed(
    keys: Sequence[int], channel: Channel, today: date, _use: str = ""
) -> Mapping[int, Explanation]:
    """The same of people: those of such companies; two queries."""
    companies = dict(
        Contact.objects.filter(pk__in=keys, company__told_reasons__reason=RelationReason.CLOSED.value)
        .order_by()
        .values_list("pk", "company_id")
    )
    found = closed_companies(sorted(set(companies.values())), channel, today) if companies else {}
    return {key: found[company] for key, company in companies.items() if company in found}


def _sql(person: str) -> str:
    quote = connection.ops.quote_name
    return _SQL.format(
        person=person, contact=quote(Contact._meta.db_table), told=quote(ToldReason._meta.db_table)
    )


CLOSED_COMPANIES = ReachLimit(
    key="closed",
    on_contacts=people_of_closed,
    on_companies=closed_companies,
    messages={CODE: _("L’entreprise a cessé son activité : on nous l’a dit le %(day)s.")},
    quick=QuickLeave(_sql, lambda _channel, _today: (ReasonSide.LEFT.value, RelationReason.CLOSED.value)),
)
