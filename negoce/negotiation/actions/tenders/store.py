"""Writes what changed of a tender: the row, what follows from it, the journal, search."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import F
from django.utils import timezone

from negoce.companies.actions.search.index import index_records
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.tenders.alarms import keep_alarms
from negoce.negotiation.actions.tenders.checks import changed_meanwhile
from negoce.negotiation.models import Tender
from negoce.negotiation.rules.tender_days import next_deadline

# Told to nobody: they follow from others.
_SILENT = frozenset({"name_key", "deadline"})


def write_tender(
    actor: Actor, row: Tender, values: Mapping[str, object], verb: str = "changed", reason: str = ""
) -> bool:
    """Store values over `row` where nobody changed it since it was read; returns whether anything differs.

    Inside the caller's transaction; no lock is relied on. Raises Conflict.
    """
    changed = {
        name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value
    }
    if not changed:
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row.deadline = next_deadline(row.stage, row.days)
    row.updated_at = timezone.now()
    after = {name: values[name] for name in changed}
    unchanged = Tender.objects.filter(pk=row.pk, revision=row.revision)
    if not unchanged.update(
        **after, deadline=row.deadline, updated_at=row.updated_at, revision=F("revision") + 1
    ):
        raise changed_meanwhile(row, Tender.objects.values_list("revision", flat=True).get(pk=row.pk))
    row.revision += 1
    after_change(actor, row, verb, changed, reason)
    return True


def after_change(actor: Actor, row: Tender, verb: str, changed: Changes, reason: str = "") -> None:
    """Journal and tasks of a tender that was just written."""
    told = {name.removesuffix("_id"): pair for name, pair in changed.items() if name not in _SILENT}
    if reason:
        told["guard_reason"] = (None, reason)
    record(actor, Entry(verb, "tender", row.pk, row.name, row.company_id, told))
    if verb == "created" or changed.keys() & {"name", "reference", "stage"}:
        index_records("tender", [row.pk])
    # The deal and the person that its tasks name are those that are stored now.
    keep_alarms(actor, Tender.objects.select_related("company", "deal", "owner").get(pk=row.pk))
