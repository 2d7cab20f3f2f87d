"""Takes back a job move, while nothing else has happened to what it touched."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.contacts.store import LINKS, journal_contact, write_row
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Activity, Company, Contact, Post
from negoce.companies.permissions import may_write_field
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused


def undo_move(actor: Actor, contact: Contact, *, batch: str) -> Contact:
    """Put the person back in the post they left, with their coordinates, as the batch of the move tells.

    The company and the successor that the move created go to the bin. Raises NotAllowed, also when a value to put
    back is one that the actor may not write, and Refused when one of these records was used or changed since:
    then nothing is undone.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        entries = list(JournalEntry.objects.filter(batch=batch).order_by("pk")) if batch else []
        move = next(
            (each for each in entries if each.verb == "job_moved" and each.subject_id == row.pk), None
        )
        if move is None or move.erased_at is not None:
            raise Refused(_("Ce changement de poste ne peut plus être annulé : il n’en reste pas de trace."))
        if move.actor_id != actor.user_id:
            # What the move created goes to the bin: freely for its author alone.
            require(actor, Permission.DELETE)
        _require_fields(actor, entries)
        _refuse_if_used_since(entries)
        _take_back_creations(actor, entries, row)
        _restore_contact(row, move)
        _restore_posts(entries)
        journal_contact(actor, row, "undone", {})
        index_records("contact", [row.pk])
    return row


def _require_fields(actor: Actor, entries: Sequence[JournalEntry]) -> None:
    """What comes back is written as if by hand: rights lost since the move, or never held, count."""
    put_back = [
        (each.subject_kind, name)
        for each in entries
        if each.subject_kind in ("contact", "post") and each.verb in ("job_moved", "changed")
        for name in each.values
    ]
    if not all(may_write_field(actor, kind, name) for kind, name in put_back):
        raise NotAllowed(
            _(
                "Ce changement de poste touchait des coordonnées personnelles que vous ne pouvez pas modifier. "
                "Rien n’a été changé : demandez à un responsable."
            )
        )


def _refuse_if_used_since(entries: Sequence[JournalEntry]) -> None:
    touched = Q()
    for each in entries:
        touched |= Q(subject_kind=each.subject_kind, subject_id=each.subject_id)
    last = entries[-1].pk
    companies, people = _created(entries, "company"), _created(entries, "contact")
    busy = (
        JournalEntry.objects.filter(touched, pk__gt=last).exclude(batch=entries[-1].batch).exists()
        or Activity.objects.filter(company_id__in=companies).exists()
        or Activity.objects.filter(contacts__in=people).exists()
        or Contact.objects.filter(company_id__in=companies).exclude(pk=_moved(entries)).exists()
        or Post.objects.filter(company_id__in=companies).exclude(contact_id=_moved(entries)).exists()
    )
    if busy:
        raise Refused(
            _("Ces fiches ont changé depuis : le changement de poste reste. Corrigez-le à la main.")
        )


def _moved(entries: Sequence[JournalEntry]) -> int:
    return next((each.subject_id or 0 for each in entries if each.verb == "job_moved"), 0)


def _created(entries: Sequence[JournalEntry], kind: str) -> list[int]:
    return [
        each.subject_id
        for each in entries
        if each.verb == "created" and each.subject_kind == kind and each.subject_id is not None
    ]


def _take_back_creations(actor: Actor, entries: Sequence[JournalEntry], row: Contact) -> None:
    """What the move created goes to the bin, even for who may not delete: they are taking back their own."""
    now = timezone.now()
    people = _created(entries, "contact")
    Contact.objects.filter(pk__in=people).update(deleted_at=now)
    for person in Contact.objects.filter(pk__in=people).select_related("company").order_by("pk"):
        journal_contact(actor, person, "deleted", {})
    index_records("contact", people)
    companies = _created(entries, "company")
    Company.objects.filter(pk__in=companies).update(deleted_at=now)
    for company in Company.objects.filter(pk__in=companies).order_by("pk"):
        entry = Entry("deleted", "company", company.pk, subject_name=company.name, company_key=company.pk)
        record(actor, entry)
    index_records("company", companies)


def _restore_contact(row: Contact, move: JournalEntry) -> None:
    before = {name: pair[0] for name, pair in move.values.items()}
    if "company" in before:
        before["company"] = Company.objects.filter(pk=before["company"]).first() or row.company
    if "current_post" in before:
        before["current_post"] = Post.objects.filter(pk=before["current_post"] or 0).first()
    write_row(row, before)


def _restore_posts(entries: Sequence[JournalEntry]) -> None:
    Post.objects.filter(pk__in=_created(entries, "post")).delete()
    for each in entries:
        if each.subject_kind != "post" or each.verb != "changed":
            continue
        before = {name: pair[0] for name, pair in each.values.items() if name != "guard_reason"}
        if "ended_on" in before:
            before |= {"email_then": "", "phone_then": "", "mobile_then": "", "departure": ""}
        columns = {f"{name}_id" if name in LINKS else name: value for name, value in before.items()}
        Post.objects.filter(pk=each.subject_id or 0).update(**columns)
