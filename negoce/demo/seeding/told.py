"""What the demo's people noted of exchanges that are over: written in one go, with all that reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from negoce.companies.actions.contacts.dates import refresh_contact_dates, refresh_last_signs
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Activity, ActivityContact, Company, Contact
from negoce.demo.draws import stable_public_id
from negoce.identity.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """One exchange; `key` tells it from all others of the demo, `values` are columns of the activity."""

    key: tuple[object, ...]
    kind: ActivityKind
    subject: str
    at: datetime
    company: Company
    contact: Contact | None
    owner: User | None
    values: dict[str, Any] = field(default_factory=dict)


def write_told(exchanges: Sequence[Told]) -> list[Activity]:
    """Write exchanges that are done, with the person of each; returns them in the same order."""
    rows = Activity.objects.bulk_create([_row(each) for each in exchanges], batch_size=400)
    ActivityContact.objects.bulk_create(
        [
            ActivityContact(activity=row, contact=each.contact)
            for row, each in zip(rows, exchanges, strict=True)
            if each.contact is not None
        ],
        batch_size=400,
    )
    Activity.objects.bulk_update(
        [_dated(row, each) for row, each in zip(rows, exchanges, strict=True)], ["created_at"], batch_size=400
    )
    refresh_contact_dates({each.company.pk for each in exchanges})
    refresh_last_signs({each.contact.pk for each in exchanges if each.contact is not None})
    index_records("activity", [row.pk for row in rows])
    return rows


def _row(each: Told) -> Activity:
    values = {"state": ActivityState.DONE.value, **each.values}
    return Activity(
        public_id=stable_public_id("told", *each.key),
        kind=each.kind.value,
        subject=each.subject[:200],
        starts_at=each.at,
        company=each.company,
        owner=each.owner,
        created_by=each.owner,
        **values,
    )


def _dated(row: Activity, each: Told) -> Activity:
    """It was noted when it happened."""
    row.created_at = each.at
    return row
