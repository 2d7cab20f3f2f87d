"""Saves the report of an exchange: its parts, and the facts that later rules read (F7)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.checks import checked_values, visible_activity
from negoce.companies.actions.activities.guard import guard_texts, names_in
from negoce.companies.actions.activities.journal import after_change
from negoce.companies.actions.activities.report_write import checked_report, report_texts, write_report
from negoce.companies.actions.activities.update import conflict_on, write_changes
from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity
from negoce.companies.rules.activity_report import CleanedItem, ItemDraft
from negoce.companies.rules.activity_values import FACTS
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field

_MAY_CHANGE = frozenset({"body", *FACTS})
_NO_REPORT = frozenset({ActivityKind.NOTE.value, ActivityKind.TASK.value})


def save_report(
    actor: Actor,
    activity: Activity,
    *,
    items: Sequence[ItemDraft],
    known: Collection[int] = (),
    values: Mapping[str, object] | None = None,
    seen: Mapping[str, object] | None = None,
    guard_reason: str = "",
) -> Activity:
    """Store the parts of a report in order, and the text and facts in `values`; returns the activity.

    A promise or a question becomes a dated task of somebody, in the same transaction; changing it changes
    the open task, taking it out (`known` but absent from `items`) cancels it. Raises NotAllowed, TextWarned,
    Conflict, and Refused with fields named `report-<row>-<field>` or after the value.
    """
    require(actor, Permission.EDIT)
    given = dict(values or {})
    if given.keys() - _MAY_CHANGE:
        raise refuse_field(
            sorted(given.keys() - _MAY_CHANGE)[0], _("Ce champ ne fait pas partie du compte rendu.")
        )
    with transaction.atomic():
        row = visible_activity(actor, activity.pk)
        if row.kind in _NO_REPORT and any(not item.is_empty for item in items):
            raise refuse_field("kind", _("Une note ou une tâche n’a pas de compte rendu."))
        for name, value in (seen or {}).items():
            if name in given and as_seen(value) != as_seen(getattr(row, name)):
                raise conflict_on(row, name)
        fields = checked_values(given)
        parts = checked_report(actor, items)
        texts = {name: str(value) for name, value in fields.items() if isinstance(value, str)}
        overridden = _guard(row, texts, parts, guard_reason) if row.company_id else {}
        changes = write_report(actor, row, parts, known=known)
        told = {**write_changes(row, fields), **changes}
        if told:
            after_change(actor, row, "changed", {**told, **overridden})
    return row


def _guard(
    row: Activity, texts: Mapping[str, str], parts: Sequence[CleanedItem], reason: str
) -> Mapping[str, tuple[object, object]]:
    """Check what is new: texts and parts as they are stored already were answered for."""
    stored = {name: str(getattr(row, name)) for name in texts}
    before = dict(row.report_items.order_by("id").values_list("pk", "text"))
    kept = {f"report-{number}-text": before.get(part.key or 0, "") for number, part in enumerate(parts)}
    return guard_texts({**texts, **report_texts(parts)}, reason, {**stored, **kept}, lambda: names_in(row))
