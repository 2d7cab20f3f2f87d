"""Keeps a partnership: who with, from when to when, what it costs; its end orders a task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.cancel import cancel_activity
from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.update import update_activity
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import ActivityKind, ActivityState
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import (
    clean_amount,
    clean_line,
    clean_paragraphs,
    clean_whole,
    text_of,
)
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.enums import PartnershipKind
from negoce.negotiation.models import Partnership
from negoce.negotiation.queries.partnerships.read import visible_partnerships
from negoce.negotiation.rules.partnerships import alarm_day
from negoce.negotiation.words.deal import say
from negoce.negotiation.words.partnership import alarm_subject

TEXTS = ("name", "note")
_MOST_COST, _MOST_DAYS = Decimal("9999999.99"), 999


def visible_partnership(actor: Actor, key: int) -> Partnership:
    """The partnership as it is stored now, which nobody else changes before the end; raises NotAllowed when the
    actor does not see it."""
    alone_with(Partnership.objects.filter(pk=key))
    row = visible_partnerships(actor).filter(pk=key).first()
    if row is None:
        raise NotAllowed(
            _("Ce partenariat n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    return row


def save_partnership(
    actor: Actor,
    row: Partnership | None,
    *,
    company: Company,
    given: Mapping[str, str],
    revision: int | None = None,
    guard_reason: str = "",
) -> Partnership:
    """Store what was typed: `name`, `kind`, `owner` (a public id), `begins_on`, `ends_on`, `warning_days`,
    `yearly_cost`, `note`. Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        if row is None:
            if not visible_companies(actor).filter(pk=company.pk).exists():
                raise NotAllowed(_("Cette entreprise n’est pas visible pour vous. Rien n’a été créé."))
            stored = Partnership(company=company)
        else:
            stored = visible_partnership(actor, row.pk)
            if revision is not None and revision != stored.revision:
                raise Conflict(
                    _("Ce partenariat a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."),
                    field="revision", current=stored.revision, subject=Subject("partnership", stored.pk),
                )  # fmt: skip
        values = _values(actor, given, stored)
        texts = {name: values[name] for name in TEXTS}
        reason = guard_texts(texts, {name: getattr(stored, name) for name in TEXTS}, guard_reason)
        changed = {
            name: (getattr(stored, name), new) for name, new in values.items() if getattr(stored, name) != new
        }
        verb = "changed" if stored.pk else "created"
        for name, (_before, new) in changed.items():
            setattr(stored, name, new)
        if stored.pk and not changed:
            return stored
        stored.revision += 1
        stored.save()
        _keep_alarm(actor, stored)
        told = {name.removesuffix("_id"): pair for name, pair in changed.items()}
        told |= {"guard_reason": (None, reason)} if reason else {}
        record(actor, Entry(verb, "partnership", stored.pk, stored.name, stored.company_id, told))
    return stored


def delete_partnership(actor: Actor, row: Partnership) -> None:
    """Delete one that no deal was shared in. Raises NotAllowed, Refused otherwise: its results would be lost."""
    require(actor, Permission.DELETE)
    with transaction.atomic():
        stored = visible_partnership(actor, row.pk)
        if stored.deals.exists():
            raise Refused(
                _("Des affaires y sont partagées : donnez-lui une date de fin, ses résultats restent.")
            )
        key, task = stored.pk, stored.alarm
        if task is not None and task.state == ActivityState.PLANNED and task.deleted_at is None:
            cancel_activity(actor, task)
        stored.delete()
        record(actor, Entry("deleted", "partnership", key, stored.name, stored.company_id))


def _values(actor: Actor, given: Mapping[str, str], stored: Partnership) -> dict[str, object]:
    errors: dict[str, str] = {}
    name = clean_line(given.get("name"), 160)
    note = clean_paragraphs(given.get("note"), 2_000)
    cost = clean_amount(given.get("yearly_cost"), _MOST_COST, mark_of(actor.language))
    days = clean_whole(given.get("warning_days"), _MOST_DAYS)
    for field, read in (("name", name), ("note", note), ("yearly_cost", cost), ("warning_days", days)):
        if read.finding is not None:
            errors[field] = say(read.finding)
    if name.finding is None and not name.value:
        errors["name"] = _("Donnez-lui un nom.")
    if given.get("kind", "") not in set(PartnershipKind):
        errors["kind"] = _("Choisissez le sens du partenariat.")
    begins, ends = _day(given, "begins_on", errors), _day(given, "ends_on", errors)
    if begins is None and "begins_on" not in errors:
        errors["begins_on"] = _("Donnez le jour où il commence.")
    if begins is not None and ends is not None and ends < begins:
        errors["ends_on"] = _("La fin est avant le début.")
    owner = User.objects.filter(public_id=given.get("owner", "")[:12], is_active=True).first()
    if given.get("owner") and owner is None:
        errors["owner"] = _("Cette personne n’existe pas ou ne peut plus se connecter.")
    refuse_all(errors)
    return {
        "name": name.value, "kind": given["kind"], "owner_id": owner.pk if owner is not None else None,
        "begins_on": begins, "ends_on": ends, "yearly_cost": cost.value, "note": note.value or "",
        "warning_days": stored.warning_days if days.value is None else days.value,
    }  # fmt: skip


def _day(given: Mapping[str, str], field: str, errors: dict[str, str]) -> date | None:
    read = parse_day(text_of(given.get(field)), timezone.localdate(), forward=True)
    if read.finding is not None:
        errors[field] = say(read.finding)
    return read.value


def _keep_alarm(actor: Actor, row: Partnership) -> None:
    """The task of its end, planned once, moved with the day, given up with it; for who may plan tasks."""
    if not actor.may(Permission.CREATE):
        return
    task = row.alarm
    planned = task is not None and task.state == ActivityState.PLANNED and task.deleted_at is None
    day = alarm_day(row.ends_on, row.warning_days, timezone.localdate()) if row.ends_on is not None else None
    subject = alarm_subject(row.name)
    owner = row.owner if row.owner is not None and row.owner.is_active else None
    if task is not None and planned:
        if day is None:
            cancel_activity(actor, task)
            return
        changes: dict[str, object] = (
            {"starts_at": day} if timezone.localtime(task.starts_at).date() != day else {}
        )
        changes |= {"subject": subject} if task.subject != subject else {}
        changes |= {"owner": owner} if owner is not None and owner.pk != task.owner_id else {}
        if changes:
            update_activity(actor, task, changes=changes, guard_reason=subject)
    elif day is not None and (task is None or task.state == ActivityState.CANCELLED):
        values = {
            "kind": ActivityKind.TASK.value, "subject": subject, "state": ActivityState.PLANNED.value,
            "starts_at": day, "owner": owner,
        }  # fmt: skip
        # The words are those of the partnership, which the guard has let through.
        row.alarm = create_activity(actor, values=values, company=row.company, guard_reason=subject)
        row.save(update_fields=["alarm"])
