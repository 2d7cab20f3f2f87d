"""Custom fields for tests, and values in them."""

from __future__ import annotations

from negoce.companies.actions.custom_field_save import add_custom_field
from negoce.companies.actions.custom_value_set import set_custom_value
from negoce.companies.models import Company, Contact, CustomField
from negoce.identity.rules.actor import system_actor


def make_field(label: str, type: str = "text", kind: str = "company", **more: object) -> CustomField:
    """A field of companies unless told otherwise; a choice has Or, Argent and Bronze."""
    if type == "choice":
        more.setdefault("choices", ["Or", "Argent", "Bronze"])
    return add_custom_field(system_actor(), kind=kind, label=label, type=type, **more)  # type: ignore[arg-type]


def fill(row: Company | Contact, field: CustomField, value: object) -> None:
    """Put a value, as somebody types it in French, in a field."""
    set_custom_value(system_actor(), row, key=field.key, value=value)
