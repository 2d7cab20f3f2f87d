"""The card of a record's custom fields: each value edited in place where the actor may."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.safestring import SafeString

from negoce.companies.models import Company, Contact
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.custom_fields import Stored, custom_values, readable_custom
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.words.custom_values import show_custom
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.ui.components.lists import editable
from negoce.ui.html import or_nothing, or_prompt, text


def custom_context(actor: Actor, row: Company | Contact) -> Mapping[str, object] | None:
    """The rows of the card, in one query; None, and no query, when there is no field that the actor reads."""
    fields = readable_custom(actor, kind_of(row))
    if not fields:
        return None
    held = custom_values(kind_of(row), [row.pk], fields).get(row.pk, {})
    return {"rows": _rows(actor, row, fields, held)}


def kind_of(row: Company | Contact) -> str:
    """The kind of record, as custom fields name it."""
    return "company" if isinstance(row, Company) else "contact"


def custom_url(row: Company | Contact, field: KnownField) -> str:
    """The address that edits one field."""
    page = "companies:custom" if isinstance(row, Company) else "contacts:custom"
    return reverse(page, args=[row.public_id, field.key])


def value_or_prompt(field: KnownField, value: Stored) -> SafeString:
    """The value in safe markup, or the words that ask for it."""
    return or_prompt(show_custom(field, value))


def _rows(
    actor: Actor, row: Company | Contact, fields: Sequence[KnownField], held: Mapping[str, Stored]
) -> Sequence[SafeString]:
    may_edit = actor.may(Permission.EDIT)
    rows = []
    for field in fields:
        shown = SafeString(text(show_custom(field, held.get(field.key))))
        inside: str = (
            editable(shown, custom_url(row, field), label=field.label)
            if may_edit and may_write_field(actor, field.kind, field.key)
            else or_nothing(shown)
        )
        rows.append(SafeString(f'<dt>{text(field.label)}</dt><dd id="f-{field.key}">{inside}</dd>'))
    return rows
