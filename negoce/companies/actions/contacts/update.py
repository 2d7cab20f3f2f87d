"""Changes values of a contact or of a post, each against the value that the person saw."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.contacts.checks import checked_values, visible_contact, visible_post
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.contacts.store import journal_contact, refuse_unseen, write_row
from negoce.companies.actions.people.opposition_digests import carry_oppositions, refuse_erased_email
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Contact, Post
from negoce.companies.rules.contact_values import CONTACT_FIELDS, GUARDED, POST_FIELDS, contact_name_key
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding


def update_contact(
    actor: Actor,
    contact: Contact,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
    guard_reason: str = "",
    batch: str = "",
) -> Contact:
    """Change raw values by field name; returns the contact as it is stored afterwards.

    `seen` holds the values that the person had before them: a field stored otherwise by now raises
    Conflict and nothing is changed. Raises NotAllowed, Refused with the faulty fields, and FreeTextRefused
    for a text that needs `guard_reason`.
    """
    require(actor, Permission.EDIT)
    _refuse_others(changes, CONTACT_FIELDS)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        refuse_unseen(row, changes, seen)
        values = dict(checked_values(actor, changes, row.company, row))
        reason = _guard(row, values, guard_reason)
        if values.get("email", row.email) != row.email:
            refuse_erased_email(values)
        if values.keys() & {"first_name", "last_name"}:
            last, first = (str(values.get(name, getattr(row, name))) for name in ("last_name", "first_name"))
            values["name_key"] = contact_name_key(last, first)
        changed = write_row(row, values)
        if changed:
            carry_oppositions(actor, row, list(changed))
            journal_contact(actor, row, "changed", changed, reason=reason, batch=batch)
            index_records("contact", [row.pk])
    return row


def update_post(
    actor: Actor,
    post: Post,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
    guard_reason: str = "",
    batch: str = "",
) -> Post:
    """Change raw values of a post by field name, open or closed; the same refusals as `update_contact`."""
    require(actor, Permission.EDIT)
    _refuse_others(changes, POST_FIELDS)
    with transaction.atomic():
        row = visible_post(actor, post.pk)
        refuse_unseen(row, changes, seen)
        values = checked_values(actor, changes, row.company, row.contact)
        _refuse_start_after_end(row, values)
        reason = _guard(row, values, guard_reason)
        changed = write_row(row, values)
        if changed:
            journal_contact(actor, row.contact, "changed", changed, post=row, reason=reason, batch=batch)
            index_records("contact", [row.contact_id])
    return row


def _refuse_others(changes: Mapping[str, object], known: tuple[str, ...]) -> None:
    refuse_findings(
        {
            name: Finding("field.unknown", "error", {"text": name[:40]})
            for name in changes
            if name not in known
        }
    )


def _guard(row: Contact | Post, values: Mapping[str, object], reason: str) -> str:
    texts = {name: values[name] for name in GUARDED if name in values}
    return guard_texts(texts, {name: getattr(row, name) for name in texts}, reason)


def _refuse_start_after_end(row: Post, values: Mapping[str, object]) -> None:
    started = values.get("started_on")
    if row.ended_on is not None and isinstance(started, date) and started > row.ended_on:
        refuse_findings({"started_on": Finding("post.order", "error", {"day": row.ended_on})})
