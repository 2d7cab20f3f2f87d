"""Changes values of a company, each against the value that the person saw."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from negoce.companies.actions.address_sync import write_place_to_head_office
from negoce.companies.actions.company_checks import checked_values, stored_values, visible_company
from negoce.companies.actions.company_conflict import conflict_on
from negoce.companies.actions.company_journal import journal_company
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact
from negoce.companies.queries.territories import territory_for
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.actions.journal import Changes
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit

PLACE = frozenset({"postal_code", "city", "country"})
_SILENT = frozenset({"name_key", "city_key"})


def update_company(
    actor: Actor,
    company: Company,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
    batch: str = "",
) -> Company:
    """Change raw values by field name; returns the company as it is stored afterwards.

    `seen` holds the values that the person had before them: a field stored otherwise by now raises Conflict,
    with the current value in words, and nothing is changed. Raises NotAllowed, and Refused with the faulty
    fields.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        for name, value in (seen or {}).items():
            if name in changes and as_seen(value) != as_seen(stored_values(row)[name]):
                raise conflict_on(row, name)
        return write_changes(actor, row, checked_values(actor, changes, row), batch)


def write_changes(actor: Actor, row: Company, values: Mapping[str, object], batch: str = "") -> Company:
    """Store checked values over `row`, journal what differs; inside the caller's transaction.

    The row is written only where it still holds what was read: no database lock is relied on.
    """
    changed = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if not changed:
        return row
    if changed.keys() & {"postal_code", "activity_code"}:
        territory = territory_for(
            str(values.get("postal_code", row.postal_code)),
            str(values.get("activity_code", row.activity_code)),
        )
        if territory != row.territory_id:
            changed["territory_id"] = (row.territory_id, territory)
    after = {name: pair[1] for name, pair in changed.items()}
    unchanged = Q(pk=row.pk, deleted_at__isnull=True)
    for name, (before, _after) in changed.items():
        unchanged &= Q(**{f"{name}__isnull": True}) if before is None else Q(**{name: before})
    moment = timezone.now()
    if not Company.objects.filter(unchanged).update(**after, updated_at=moment):
        raise conflict_on(
            Company.objects.select_related("owner", "parent").get(pk=row.pk), next(iter(changed))
        )
    for name, value in after.items():
        setattr(row, name, value)
    row.updated_at = moment
    if changed.keys() & PLACE:
        write_place_to_head_office(row)
    _journal(actor, row, changed, batch)
    _index(row, changed)
    emit("company_changed", {"company": row.pk, "fields": sorted(changed)}, actor_id=actor.user_id)
    return row


def _journal(actor: Actor, row: Company, changed: Changes, batch: str) -> None:
    told = {name: pair for name, pair in changed.items() if name not in _SILENT}
    journal_company(actor, row, "changed", told, batch=batch)


def _index(row: Company, changed: Changes) -> None:
    index_records("company", [row.pk])
    if "name" in changed:
        contacts = Contact.objects.filter(company=row).order_by("pk").values_list("pk", flat=True)
        index_records("contact", list(contacts))
