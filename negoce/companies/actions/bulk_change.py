"""Changes one thing of many records: their owner, a closed choice, or tags; journaled and undoable as one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_batch import apply_batch
from negoce.companies.actions.bulk_hand_over import hand_over_activities, takes_over
from negoce.companies.actions.bulk_values import checked_value
from negoce.companies.enums import BulkState
from negoce.companies.models import BulkChange
from negoce.companies.queries.lists.kept import kept_records
from negoce.companies.queries.lists.matching import matching
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

# A batch is one transaction of well under 200 ms, so that nobody waits behind it on SQLite.
BATCH_ROWS = 200
Progress = Callable[[int], None]


def begin_bulk_change(
    actor: Actor,
    *,
    list_key: str,
    column: str,
    value: str,
    public_ids: Sequence[str] | None,
    filter_text: str = "",
    takes_activities: bool = False,
) -> BulkChange:
    """Check what is asked and store it; nothing is changed before `run_bulk_change`.

    `public_ids` names the records; None means all that match `filter_text` when the work runs. A filter
    with a part
    that is not understood is refused: it would reach more records than the person saw. With
    `takes_activities`, a change of the companies' owner takes along what their former owners had planned with
    them. Raises NotAllowed, Refused.
    """
    require(actor, Permission.BULK_EDIT)
    definition = LISTS[list_key]
    checked_value(actor, definition, column, value)
    matched = reached(actor, list_key, public_ids, filter_text)
    return BulkChange.objects.create(
        actor_id=actor.user_id,
        list_key=list_key,
        column=column,
        value=value,
        filter_text=filter_text if public_ids is None else "",
        matched=matched,
        takes_activities=takes_activities and takes_over(list_key, column, value),
    )


def reached(actor: Actor, list_key: str, public_ids: Sequence[str] | None, filter_text: str) -> int:
    """How many records a change would look at; raises Refused for none, and for a filter that is not understood."""
    if public_ids is not None:
        matched = len(set(public_ids))
    else:
        spec = understand(LISTS[list_key], actor, Asked(filter=filter_text))
        if spec.problems:
            raise Refused(
                _("Le filtre n’est plus entièrement valable : rien n’a été changé. Revoyez-le d’abord.")
            )
        matched = matching(spec).count()
    if not matched:
        raise Refused(_("Aucune ligne n’est choisie : rien n’a été changé."))
    return matched


def run_bulk_change(
    actor: Actor,
    change: BulkChange,
    *,
    public_ids: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> BulkChange:
    """Carry out a change in short transactions; safe to run again after a crash, it goes on where it stood.

    Records that changed hands meanwhile, or that the actor no longer sees, are left alone.
    """
    require(actor, Permission.BULK_EDIT)
    definition = LISTS[change.list_key]
    value = checked_value(actor, definition, change.column, change.value)
    done = 0
    while change.state == BulkState.RUNNING.value:
        keys = next_keys(actor, change, public_ids, BATCH_ROWS)
        if not keys:
            break
        with transaction.atomic():
            changed = apply_batch(actor, definition, change, value, keys)
            BulkChange.objects.filter(pk=change.pk).update(last_key=keys[-1], changed=F("changed") + changed)
        change.last_key = keys[-1]
        done += len(keys)
        if progress is not None:
            progress(done)
    if change.takes_activities and change.state == BulkState.RUNNING.value:
        hand_over_activities(actor, change)
    BulkChange.objects.filter(pk=change.pk, state=BulkState.RUNNING.value).update(state=BulkState.DONE.value)
    change.refresh_from_db()
    return change


def next_keys(actor: Actor, change: BulkChange, public_ids: Sequence[str] | None, most: int) -> list[int]:
    """The next records that a change has not reached yet, at most so many."""
    rows = _records(actor, change, public_ids).filter(pk__gt=change.last_key)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _records(actor: Actor, change: BulkChange, public_ids: Sequence[str] | None) -> QuerySet[Any]:
    definition = LISTS[change.list_key]
    if public_ids is not None:
        chosen: QuerySet[Any] = definition.visible(actor).filter(public_id__in=public_ids)
        return chosen
    # A change of the filtered field takes records out of the filter as it goes: keys only move forward.
    return kept_records(definition, actor, change.filter_text)
