"""Changes the value of a custom field of a company or a contact, against the value that the person saw (F13)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings, visible_company
from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.custom_store import store_value
from negoce.companies.actions.search.index import index_records
from negoce.companies.actions.value_conflict import value_conflict
from negoce.companies.custom_known import find_custom
from negoce.companies.enums import CustomType
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.custom_fields import Stored, custom_value
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.custom_values import CustomValue, read_custom
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.custom_values import show_custom
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import refuse_field


def set_custom_value(
    actor: Actor,
    row: Company | Contact,
    *,
    key: str,
    value: object,
    seen: object | None = None,
    guard_reason: str = "",
    batch: str = "",
) -> Stored:
    """Store a raw value in the field of that key; returns what is stored afterwards, None for nothing.

    `seen` is the value that the person had before them: another one by now raises Conflict and nothing is changed.
    Raises NotAllowed, Refused for a value that the field does not take or a field that is gone or archived, and
    FreeTextRefused for a text about a person that needs `guard_reason`.
    """
    require(actor, Permission.EDIT)
    kind = "company" if isinstance(row, Company) else "contact"
    field = find_custom(kind, key)
    if field is None or field.archived:
        raise refuse_field(key, _("Ce champ n’existe plus, ou il est archivé. Rien n’a été changé."))
    if not may_write_field(actor, kind, key):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
    with transaction.atomic():
        fresh = visible_company(actor, row.pk) if kind == "company" else visible_contact(actor, row.pk)
        before = custom_value(field, fresh.pk)
        if seen is not None and as_seen(seen) != as_seen(before):
            raise _conflict(field, fresh.pk, before)
        after = _read(actor, field, value)
        if as_seen(after.plain) == as_seen(before):
            return before
        reason = _guard(field, before, after, guard_reason)
        if not store_value(field, fresh.pk, before, after):
            raise _conflict(field, fresh.pk, custom_value(field, fresh.pk))
        _tell(actor, field, fresh, before, after, reason, batch)
    return after.plain


def _read(actor: Actor, field: KnownField, value: object) -> CustomValue:
    parsed = read_custom(field, value, mark_of(actor.language), timezone.localdate())
    if parsed.finding is not None:
        refuse_findings({field.key: parsed.finding})
    return parsed.value or CustomValue()


def _guard(field: KnownField, before: Stored, after: CustomValue, reason: str) -> str:
    """Texts about a person pass the same guard as the notes on them."""
    if field.kind != "contact" or field.type is not CustomType.TEXT:
        return ""
    return guard_texts({field.key: after.text}, {field.key: before or ""}, reason)


def _conflict(field: KnownField, record_id: int, current: Stored) -> Exception:
    return value_conflict(
        field.kind, record_id, field=field.key, current=current, shown=show_custom(field, current)
    )


def _tell(
    actor: Actor,
    field: KnownField,
    row: Company | Contact,
    before: Stored,
    after: CustomValue,
    reason: str,
    batch: str,
) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(updated_at=timezone.now())
    changes: dict[str, tuple[object, object]] = {field.key: (before, after.plain)}
    if reason:
        changes["guard_reason"] = (None, reason)
    company_key = row.pk if isinstance(row, Company) else row.company_id
    name = row.name if isinstance(row, Company) else row.full_name
    record(
        actor,
        Entry("changed", field.kind, row.pk, name, company_key=company_key, changes=changes, batch=batch),
    )
    if field.searchable:
        index_records(field.kind, [row.pk])
    if isinstance(row, Company):
        emit("company_changed", {"company": row.pk, "fields": [field.key]}, actor_id=actor.user_id)
