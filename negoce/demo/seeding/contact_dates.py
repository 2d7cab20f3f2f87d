"""The dates of the last and next exchange, on the companies just given their thread."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from negoce.companies.enums import CONTACT_KINDS, ActivityKind, ActivityState
from negoce.companies.models import Activity, Company
from negoce.demo.moments import PARIS


def write_contact_dates(company_ids: Iterable[int]) -> None:
    """Copy onto each company the day of the last contact made and of the next thing planned."""
    last: dict[int, date] = {}
    following: dict[int, date] = {}
    rows = Activity.objects.filter(company_id__in=set(company_ids), deleted_at__isnull=True).order_by()
    for company, kind, state, starts_at in rows.values_list("company_id", "kind", "state", "starts_at"):
        day = starts_at.astimezone(PARIS).date()
        if state == ActivityState.DONE.value and ActivityKind(kind) in CONTACT_KINDS:
            last[company] = max(day, last.get(company, day))
        elif state == ActivityState.PLANNED.value:
            following[company] = min(day, following.get(company, day))
    companies = [
        Company(pk=pk, last_contact_on=last.get(pk), next_activity_on=following.get(pk))
        for pk in sorted(last.keys() | following.keys())
    ]
    Company.objects.bulk_update(companies, ["last_contact_on", "next_activity_on"])
