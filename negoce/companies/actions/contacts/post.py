"""Opens and closes the posts of a contact; a move from one company to another is `job_move`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings, visible_company
from negoce.companies.actions.contacts.checks import checked_values, visible_contact, visible_post
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.contacts.store import journal_contact, write_row
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact, Post
from negoce.companies.rules.contact_values import GUARDED, read_contact_value
from negoce.identity.actions.journal import Changes
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import refuse_field


def add_post(
    actor: Actor,
    contact: Contact,
    *,
    company: Company,
    values: Mapping[str, object],
    guard_reason: str = "",
    batch: str = "",
) -> Post:
    """Open a post of `contact` in `company`, in addition to those it holds.

    It becomes the main one when the contact holds no other. Raises NotAllowed, Refused, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        home = visible_company(actor, company.pk)
        fields = checked_values(actor, values, home, row)
        reason = guard_texts({name: fields[name] for name in GUARDED if name in fields}, {}, guard_reason)
        post = open_post(row, home, fields)
        if row.current_post_id is None:
            write_row(row, {"company": home, "current_post": post})
        told = {name: (None, value) for name, value in fields.items() if value not in (None, "")}
        journal_contact(actor, row, "created", told, post=post, reason=reason, batch=batch)
        index_records("contact", [row.pk])
    return post


def close_post(actor: Actor, post: Post, *, ended_on: object, batch: str = "") -> Post:
    """Close an open post on a day, today by default; another open one becomes the main one."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_post(actor, post.pk)
        contact = visible_contact(actor, row.contact_id)
        day = end_day(row, ended_on)
        changed = end_post(row, contact, day)
        if contact.current_post_id == row.pk:
            other = _other_open_post(contact)
            write_row(
                contact, {"current_post": other, "company": other.company if other else contact.company}
            )
        journal_contact(actor, contact, "changed", changed, post=row, batch=batch)
        index_records("contact", [contact.pk])
    return row


def open_post(contact: Contact, company: Company, fields: Mapping[str, object]) -> Post:
    """Insert an open post; raises Refused when there is one already in this company."""
    if Post.objects.filter(contact=contact, company=company, ended_on__isnull=True).exists():
        raise refuse_field("company", _("Cette personne a déjà un poste ouvert dans cette entreprise."))
    return Post.objects.create(contact=contact, company=company, **fields)


def end_day(post: Post, raw: object) -> date:
    """The day on which a post ends, read and checked against its beginning; raises Refused."""
    today = timezone.localdate()
    parsed = read_contact_value("ended_on", raw, today)
    if parsed.finding is not None:
        refuse_findings({"ended_on": parsed.finding})
    day = parsed.value or today
    assert isinstance(day, date)
    if post.started_on is not None and day < post.started_on:
        refuse_findings({"ended_on": Finding("post.ends_early", "error", {"day": post.started_on})})
    return day


def end_post(post: Post, contact: Contact, day: date, successor: Contact | None = None) -> Changes:
    """Close an open post with the coordinates of the moment; returns what changed. Raises Refused."""
    if post.ended_on is not None:
        raise refuse_field("ended_on", _("Ce poste est déjà clos."))
    closed = {
        "ended_on": day,
        "successor": successor,
        "email_then": contact.email,
        "phone_then": contact.phone,
        "mobile_then": contact.mobile,
    }
    return write_row(post, closed)


def _other_open_post(contact: Contact) -> Post | None:
    return (
        Post.objects.filter(contact=contact, ended_on__isnull=True)
        .select_related("company")
        .order_by("-started_on", "-id")
        .first()
    )
