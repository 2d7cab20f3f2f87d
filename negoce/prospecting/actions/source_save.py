"""Writes and withdraws files and their licences."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.prospecting.actions.plan_join import note_source_cost
from negoce.prospecting.models import (
    FileSource,
    PlanCost,
    ProspectingPlan,
    SourcedCompany,
    SourcedContact,
    SourceImport,
)
from negoce.prospecting.rules.source_values import clean_source


def save_source(
    actor: Actor,
    source: FileSource | None,
    *,
    values: Mapping[str, object],
    plan: ProspectingPlan | None = None,
    revision: int | None = None,
) -> FileSource:
    """Describe a file, or change what is said of one; `values` as `clean_source` reads them.

    What it cost is a cost of `plan` once that has begun, and of no other.

    Raises NotAllowed, Conflict, and Refused with the faulty fields.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    cleaned, errors = clean_source(values, today=timezone.localdate(), mark=mark_of(actor.language))
    if errors.get("ends_on") == Finding("source.ends_before"):
        raise refuse_field("ends_on", _("La licence se termine avant de commencer."))
    refuse_findings(errors)
    with transaction.atomic():
        row = FileSource(created_by_id=actor.user_id)
        if source is not None:
            row = FileSource.objects.select_for_update().get(pk=source.pk)
            if revision is not None and revision != row.revision:
                message = _("Quelqu’un a modifié ce fichier entre-temps. Rouvrez-le, puis recommencez.")
                raise Conflict(message, field="name", current=row.name)
        before = {name: getattr(row, name) for name in cleaned} if source is not None else {}
        for name, value in cleaned.items():
            setattr(row, name, value)
        row.plan = plan
        row.revision += 1
        row.save()
        note_source_cost(row, actor.user_id)
        changes = {
            name: (_told(before.get(name)), _told(value))
            for name, value in cleaned.items()
            if before.get(name) != value and (source is not None or value not in ("", None, []))
        }
        _tell(actor, row, "created" if source is None else "updated", changes)
    return row


def withdraw_source(actor: Actor, source: FileSource) -> None:
    """Take away a file that brought nothing yet. Raises NotAllowed, and Refused when it did."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        for model in (SourceImport, SourcedCompany, SourcedContact):
            if model.objects.filter(source=source).exists():
                raise Refused(
                    _("Ce fichier a déjà servi à un import : son histoire se garde. Rien n’a été changé.")
                )
        PlanCost.objects.filter(origin=source.public_id).delete()
        _tell(actor, source, "deleted", {"name": (source.name, None)})
        FileSource.objects.filter(pk=source.pk).delete()


def _told(value: object) -> object:
    return ", ".join(value) if isinstance(value, list) else value


def _tell(actor: Actor, row: FileSource, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    record(
        actor,
        Entry(
            verb=verb, subject_kind="file_source", subject_id=row.pk, subject_name=row.name, changes=changes
        ),
    )
