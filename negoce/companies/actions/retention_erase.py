"""Asks people again, or erases those whose delay is over: by hand, or by itself when the house decided so (R-G1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.people.erase_many import erase_people
from negoce.companies.actions.retention_propose import due_among
from negoce.companies.models import Contact, PrivacySettings, RetentionProposal
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.retention import retention_settings, visible_proposals
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused, refuse_field

TASK = "companies.erase_due"
MOST_AT_ONCE = 5_000
MOST_GRACE = 365


def ask_again(actor: Actor, contact: Contact) -> None:
    """Note that a person whose data fall due is asked again today. Raises NotAllowed."""
    require_privacy(actor)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        today = timezone.localdate()
        if RetentionProposal.objects.filter(pk=row.pk).update(asked_on=today):
            entry = Entry("asked_again", "contact", row.pk, row.full_name, company_key=row.company_id)
            record(actor, entry)


def ask_erasure(actor: Actor, contact_ids: Sequence[int]) -> Job:
    """Hand the erasure of people whose delay is over to a worker. Raises NotAllowed, Refused when nobody is due."""
    require_privacy(actor)
    due = due_among(list(contact_ids)[:MOST_AT_ONCE], timezone.localdate())
    seen = visible_proposals(actor).filter(pk__in=due).order_by("pk")
    keys = list(seen.values_list("pk", flat=True))
    if not keys:
        raise Refused(_("Personne de ceux-là n’est arrivé au bout du délai : rien n’a été effacé."))
    with transaction.atomic():
        return enqueue(TASK, {"contacts": keys}, actor_id=actor.user_id, queue=JobQueue.LONG)


def erase_due(actor: Actor, contact_ids: Sequence[int], *, progress: Callable[[int, int], None]) -> int:
    """Erase those of these people who are still due; returns how many. May run twice."""
    due = due_among(contact_ids, timezone.localdate())
    reason = _("Fin du délai de conservation")
    erased = erase_people(actor, due, reason=reason, progress=progress)
    with transaction.atomic():
        RetentionProposal.objects.filter(pk__in=due).delete()
    return erased


def erase_overdue(actor: Actor, today: date, *, progress: Callable[[int, int], None]) -> int:
    """What the night does when the house decided so: erase who is due since the days of grace. Else nothing."""
    decided = retention_settings()
    if not decided.auto_erase:
        return 0
    limit = today - timedelta(days=decided.grace_days)
    asked = Q(asked_on__isnull=True) | Q(asked_on__lt=limit)
    due = RetentionProposal.objects.filter(asked, due_on__lt=limit).order_by("due_on", "pk")
    keys = list(due.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return erase_due(actor, keys, progress=progress) if keys else 0


def save_retention_settings(actor: Actor, *, auto_erase: bool, grace_days: int | None) -> PrivacySettings:
    """Decide whether the night erases by itself, and how many days after the due day. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PRIVACY)
    if grace_days is None or not 0 <= grace_days <= MOST_GRACE:
        raise refuse_field("grace_days", _("Un nombre de jours entre 0 et %(most)s.") % {"most": MOST_GRACE})
    with transaction.atomic():
        row = retention_settings()
        before = (row.auto_erase, row.grace_days)
        row.auto_erase, row.grace_days, row.changed_by_id = auto_erase, grace_days, actor.user_id
        row.pk = 1
        row.save()
        pairs = zip(("auto_erase", "grace_days"), before, (auto_erase, grace_days), strict=True)
        changes = {name: (old, new) for name, old, new in pairs if old != new}
        if changes:
            record(actor, Entry("updated", "privacy_settings", 1, changes=changes))
    return row
