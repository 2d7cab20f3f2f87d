"""Stores changed values of a contact or post where it still holds what was read, and tells the journal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import Q
from django.utils import timezone

from negoce.companies.actions.value_conflict import value_conflict
from negoce.companies.models import Company, Contact, Post
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.contact_values import show_contact_value
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict

Row = TypeVar("Row", Contact, Post)
LINKS = frozenset({"owner", "site", "guards", "successor", "company", "current_post"})
# What follows from other values, or is on the post itself.
_SILENT = frozenset({"name_key", "email_then", "phone_then", "mobile_then"})


def refuse_unseen(
    row: Contact | Post, changes: Mapping[str, object], seen: Mapping[str, object] | None
) -> None:
    """Raise Conflict for the first field that is no longer what the person saw."""
    for name, value in (seen or {}).items():
        if name in changes and as_seen(value) != as_seen(_plain(row, name)):
            raise conflict_on(row, name)


def write_row(row: Row, values: Mapping[str, object]) -> Changes:
    """Store `values` over `row`; returns what differs. Inside the caller's transaction.

    The row is written only where it still holds what was read: no database lock is relied on.
    """
    changed = {
        name: (_plain(row, name), _key(name, value))
        for name, value in values.items()
        if _plain(row, name) != _key(name, value)
    }
    if not changed:
        return {}
    model = type(row)
    condition = Q(pk=row.pk)
    for name, (before, _after) in changed.items():
        column = _column(name)
        condition &= Q(**{f"{column}__isnull": True}) if before is None else Q(**{column: before})
    after = {_column(name): pair[1] for name, pair in changed.items()}
    if isinstance(row, Contact):
        condition &= Q(deleted_at__isnull=True, erased_at__isnull=True)
        after["updated_at"] = row.updated_at = timezone.now()
    if not model.objects.filter(condition).update(**after):
        fresh = model.objects.filter(pk=row.pk).first()
        raise conflict_on(fresh or row, next(iter(changed)))
    for name in changed:
        setattr(row, name, values[name])
    return changed


def conflict_on(row: Contact | Post, field: str) -> Conflict:
    """The refusal for `field`: who changed it, to what, when; `current` is the value stored now."""
    current = getattr(row, field)
    kind = "contact" if isinstance(row, Contact) else "post"
    return value_conflict(
        kind, row.pk, field=field, current=current, shown=show_contact_value(field, current)
    )


def journal_contact(
    actor: Actor,
    contact: Contact,
    verb: str,
    changes: Changes,
    *,
    post: Post | None = None,
    company: Company | None = None,
    reason: str = "",
    batch: str = "",
) -> None:
    """Write the entry of a change of a contact, or of one of its posts, on a company's thread.

    Links are told by their key, so that the journal holds no copy of other people's names.
    """
    told = {
        name: (_told(before), _told(after))
        for name, (before, after) in changes.items()
        if name not in _SILENT
    }
    if reason:
        told["guard_reason"] = (None, reason)
    thread = company.pk if company else post.company_id if post else contact.company_id
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="post" if post else "contact",
            subject_id=post.pk if post else contact.pk,
            subject_name=contact.full_name,
            company_key=thread,
            changes=told,
            batch=batch,
        ),
    )


def _plain(row: Contact | Post, name: str) -> object:
    return getattr(row, _column(name))


def _column(name: str) -> str:
    return f"{name}_id" if name in LINKS else name


def _key(name: str, value: object) -> object:
    return getattr(value, "pk", value) if name in LINKS else value


def _told(value: object) -> object:
    return getattr(value, "pk", value)
