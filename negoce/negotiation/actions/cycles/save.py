"""Writes the cycles of the house and their steps (N1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.rules.value_cleaning import clean_line, text_of
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.enums import CycleKind, DealStep
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.models.deal import OPEN
from negoce.negotiation.rules.cycles import (
    NAME_MAX,
    USUAL,
    CycleStep,
    as_stored,
    clean_step,
    read_steps,
    step_of,
    with_step,
)
from negoce.negotiation.words.deal import label_of, say

MOST_CYCLES = 30


def save_cycle(
    actor: Actor,
    cycle: SalesCycle | None,
    *,
    name: str,
    kind: str,
    is_default: bool,
    revision: int | None = None,
) -> SalesCycle:
    """Make a cycle, with the steps of the ready-made one of its kind, or change one; one at most is of the house.

    Raises NotAllowed, Conflict when somebody else changed it, Refused with the faulty fields.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        row = _new(kind) if cycle is None else _locked(cycle, revision)
        fields: dict[str, object] = {"name": _name(row, name), "kind": _kind(kind), "is_default": is_default}
        changes = {
            key: (getattr(row, key), value) for key, value in fields.items() if getattr(row, key) != value
        }
        if cycle is not None and not changes:
            return row
        if is_default:
            SalesCycle.objects.filter(is_default=True).exclude(pk=row.pk).update(is_default=False)
        for key, value in fields.items():
            setattr(row, key, value)
        _store(actor, row, "created" if cycle is None else "changed", changes)
    return row


def save_step(
    actor: Actor,
    cycle: SalesCycle,
    *,
    step: str,
    is_used: bool,
    days: str,
    tasks: Sequence[Mapping[str, object]],
    is_joined: bool = False,
    column: str = "",
    revision: int | None = None,
) -> SalesCycle:
    """Change a step of a cycle: taken or not, its days, its tasks, its column.

    Deals follow at once; tasks already planned stay.
    Raises NotAllowed, Conflict, Refused with the fields that `clean_step` names.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    read, errors = clean_step(
        DealStep(step), is_used=is_used, days=days, tasks=tasks, is_joined=is_joined, column=column
    )
    refuse_all({name: say(finding) for name, finding in errors.items()})
    with transaction.atomic():
        row = _locked(cycle, revision)
        before = read_steps(row.steps)
        if read is None or read == step_of(before, step):
            return row
        after, finding = with_step(before, read)
        refuse_all({"used": say(finding)} if finding is not None else {})
        row.steps = as_stored(after)
        told = (_step_words(step_of(before, step)), _step_words(read))
        _store(actor, row, "changed", {"steps": told})
    return row


def remove_cycle(actor: Actor, cycle: SalesCycle) -> None:
    """Take a cycle away; refused while deals under way follow it. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        row = _locked(cycle, None)
        used = row.deals.filter(OPEN).count()
        if used:
            message = ngettext(
                "%(count)s affaire en cours suit ce cycle : donnez-lui-en un autre d’abord.",
                "%(count)s affaires en cours suivent ce cycle : donnez-leur-en un autre d’abord.",
                used,
            )
            raise Refused(message % {"count": used})
        record(actor, Entry("deleted", "sales_cycle", row.pk, str(row)))
        row.delete()


def _new(kind: str) -> SalesCycle:
    if SalesCycle.objects.count() >= MOST_CYCLES:
        raise Refused(_("%(most)s cycles au plus : supprimez-en un d’abord.") % {"most": MOST_CYCLES})
    model = SalesCycle.objects.filter(key=kind).first() if kind else None
    return SalesCycle(steps=model.steps if model is not None else as_stored(USUAL))


def _locked(cycle: SalesCycle, revision: int | None) -> SalesCycle:
    row = SalesCycle.objects.select_for_update().filter(pk=cycle.pk).first()
    if row is None:
        raise NotAllowed(_("Ce cycle n’existe plus. Rien n’a été changé."))
    if revision is not None and revision != row.revision:
        message = _("Quelqu’un a modifié ce cycle entre-temps. Rouvrez-le, puis recommencez.")
        raise Conflict(message, field="name", current=str(row), subject=Subject("sales_cycle", row.pk))
    return row


def _name(row: SalesCycle, given: str) -> str:
    """The product's own words stay in every language until somebody writes others."""
    parsed = clean_line(given, NAME_MAX)
    if parsed.finding is not None:
        refuse_all({"name": say(parsed.finding)})
    name = str(parsed.value or "")
    if row.key and name in ("", str(row)):
        return row.name
    if not name:
        raise refuse_field("name", _("Donnez un nom au cycle : le type de vente, en quelques mots."))
    return name


def _kind(given: str) -> str:
    if text_of(given) not in set(CycleKind):
        raise refuse_field("kind", _("Choisissez le type de vente."))
    return given


def _store(actor: Actor, row: SalesCycle, verb: str, changes: Changes) -> None:
    row.revision += 1
    row.save()
    record(actor, Entry(verb, "sales_cycle", row.pk, str(row), None, changes))


def _step_words(step: CycleStep) -> str:
    """« Contact : 7 jours, 1 tâche »."""
    label = label_of(DealStep, step.step)
    if not step.is_used:
        return _("%(step)s : non suivie") % {"step": label}
    days = ngettext("%(days)s jour", "%(days)s jours", step.days) % {"days": step.days}
    tasks = ngettext("%(count)s tâche", "%(count)s tâches", len(step.tasks)) % {"count": len(step.tasks)}
    return _("%(step)s : %(days)s, %(tasks)s") % {"step": label, "days": days, "tasks": tasks}
