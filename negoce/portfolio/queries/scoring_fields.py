"""Companies told by their custom fields: for files that were imported with an outcome of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from negoce.companies.custom_known import custom_fields
from negoce.companies.enums import CustomType
from negoce.companies.models import Company, CompanyCustomValue
from negoce.companies.rules.custom_fields import KnownField

Table = dict[str, list[str]]
_OWN = ("kind", "activity_code", "legal_form", "headcount", "department", "origin_channel")
_CHUNK = 5_000


def outcome_fields() -> Sequence[KnownField]:
    """The fields that may be an outcome: those with values of a closed list, yes or no, or a text or number."""
    return [
        each for each in custom_fields("company") if each.type is not CustomType.DATE and each.group is None
    ]


def told_by_fields(outcome: KnownField) -> tuple[list[int], Table]:
    """The keys of the companies that hold any custom value, and a table: their own columns, then a column a field.

    Fields that not everybody may read are left out: the reasons of a score are read by all. The outcome is a column
    like others, by its label.
    """
    fields = {each.slot: each for each in custom_fields("company") if each.group is None}
    values: dict[int, dict[int, str]] = defaultdict(dict)
    rows = CompanyCustomValue.objects.filter(
        slot__in=list(fields), record__deleted_at__isnull=True
    ).order_by()
    for key, slot, text, code, number, day in rows.values_list(
        "record_id", "slot", "text", "text_key", "number", "day"
    ).iterator(chunk_size=_CHUNK):
        values[key][slot] = _said(fields[slot], text, code, number, day)
    own: dict[int, tuple[object, ...]] = {}
    for key, *found in (
        Company.objects.filter(deleted_at__isnull=True)
        .order_by()
        .values_list("pk", *_OWN)
        .iterator(chunk_size=_CHUNK)
    ):
        if key in values:
            own[key] = tuple(found)
    keys = sorted(own)
    table: Table = {
        name: ["" if own[key][place] is None else str(own[key][place]) for key in keys]
        for place, name in enumerate(_OWN)
    }
    table["activity_code"] = [code[:2] for code in table["activity_code"]]
    for slot, field in fields.items():
        table[column_of(field)] = [values[key].get(slot, "") for key in keys]
    return keys, table


def column_of(field: KnownField) -> str:
    """How the column of a field is called in the table."""
    return field.label


def _said(field: KnownField, text: str, code: str | None, number: object, day: object) -> str:
    if field.type is CustomType.TEXT:
        return text
    if field.type in (CustomType.CHOICE, CustomType.YES_NO):
        labels: Mapping[str, str] = {each.code: each.label for each in field.choices}
        return labels.get(code or "", code or "")
    return "" if number is None and day is None else str(number if number is not None else day)
