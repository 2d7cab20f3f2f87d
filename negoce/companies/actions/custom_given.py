"""Values of custom fields given with records that are just being made, many at once."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.bulk_rows import insert_values
from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.custom_store import columns_of
from negoce.companies.custom_known import find_custom
from negoce.companies.permissions import may_write_field
from negoce.companies.queries.custom_fields import VALUES
from negoce.companies.rules.custom_values import CustomValue, read_custom
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import refuse_field

Given = Mapping[str, CustomValue]


def read_given(actor: Actor, kind: str, values: Mapping[str, object]) -> Given:
    """Raw values by key of field, read; empty ones left out. Raises Refused with every faulty field."""
    mark = mark_of(actor.language)
    today = timezone.localdate()
    read: dict[str, CustomValue] = {}
    findings: dict[str, Finding] = {}
    for key, value in values.items():
        field = find_custom(kind, key)
        if field is None or field.archived or not may_write_field(actor, kind, key):
            raise refuse_field(key, _("Ce champ n’existe plus, ou votre rôle ne permet pas de le modifier."))
        parsed = read_custom(field, value, mark, today)
        if parsed.finding is not None:
            findings[key] = parsed.finding
        elif parsed.value is not None and parsed.value.plain is not None:
            read[key] = parsed.value
    refuse_findings(findings)
    return read


def insert_given(kind: str, records: Mapping[int, Given]) -> None:
    """Write the values of new records, by key of record, in one statement; in the caller's transaction."""
    rows = []
    for record_id, values in records.items():
        for key, value in values.items():
            field = find_custom(kind, key)
            assert field is not None
            rows.append({"record_id": record_id, "slot": field.slot, **columns_of(value)})
    insert_values(VALUES[kind], rows)
