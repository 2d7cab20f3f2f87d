"""Custom fields in imports: columns found by their labels, values read, written with their records, put back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, overload

from negoce.companies.actions.bulk_rows import insert_values, update_rows
from negoce.companies.actions.custom_store import columns_of, store_value
from negoce.companies.actions.imports.batch import ImportBatch, plain
from negoce.companies.actions.imports.restore import UndoBatch
from negoce.companies.actions.search.index import index_records
from negoce.companies.custom_known import custom_fields, find_custom
from negoce.companies.enums import CustomType, DuplicateMode
from negoce.companies.interfaces import ImportField, ImportTarget
from negoce.companies.models import Company, Contact
from negoce.companies.permissions import is_custom, may_write_field
from negoce.companies.queries.custom_fields import VALUES, custom_values
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.custom_values import CustomValue, read_custom, stored_again
from negoce.companies.rules.imports.columns import FieldHint
from negoce.companies.rules.imports.header import header_key
from negoce.companies.rules.imports.outcome import Result, RowOutcome
from negoce.companies.rules.imports.rows import ReadContext, ReadRow, RowFinding, left_out
from negoce.companies.rules.imports.table_rows import Reader
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.words.custom_values import show_custom
from negoce.kit.explain import Finding

VALUES_KEY = "custom"
_ALONE = "alone"
_MODELS: Mapping[str, type[Company] | type[Contact]] = {"company": Company, "contact": Contact}
Given = Mapping[str, CustomValue]


def with_custom(target: ImportTarget, kind: str) -> ImportTarget:
    """The same target with the custom fields of `kind`, as they are at each moment."""
    return replace(
        target,
        fields=_Fields(kind, target.fields),
        read=CustomReader(kind, target.read),
        write=_writer(kind, target.write),
        show=_shower(kind, target.show),
        undo={**target.undo, image_kind(kind): _undoer(kind)},
    )


def image_kind(kind: str) -> str:
    """The name under which an import remembers what custom fields held."""
    return f"{kind}_custom"


class _Fields(Sequence[ImportField]):
    """The fields of the target, then the custom ones that there are when they are asked for."""

    def __init__(self, kind: str, own: Sequence[ImportField]) -> None:
        self._kind, self._own = kind, own

    def _all(self) -> list[ImportField]:
        more = [
            ImportField(
                one.key,
                one.label,
                FieldHint(one.key, names=(header_key(one.label),)),
                is_amount=one.type is CustomType.AMOUNT,
            )
            for one in custom_fields(self._kind)
            if header_key(one.label)
        ]
        return [*self._own, *more]

    def __iter__(self) -> Iterator[ImportField]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    @overload
    def __getitem__(self, at: int) -> ImportField: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[ImportField]: ...
    def __getitem__(self, at: int | slice) -> ImportField | Sequence[ImportField]:
        return self._all()[at]


class CustomReader:
    """Reads rows by `own`, which is pure, then `add`s what only the database knows of: the custom fields."""

    def __init__(self, kind: str, own: Reader) -> None:
        self.own = own
        self._kind = kind

    def __call__(self, number: int, cells: Mapping[str, str], context: ReadContext) -> ReadRow:
        """Read a row whole."""
        custom = {key: text for key, text in cells.items() if is_custom(key)}
        if not custom:
            return self.own(number, cells, context)
        rest = {key: text for key, text in cells.items() if key not in custom}
        return self.add(self.own(number, rest, context), custom, context)

    def knows(self, key: str) -> bool:
        """Tell whether this is a field that `own` does not read."""
        return is_custom(key)

    def add(
        self,
        row: ReadRow,
        cells: Mapping[str, str],
        context: ReadContext,
        failed: Sequence[RowFinding] = (),
    ) -> ReadRow:
        """The row with the values of these cells of custom fields; `failed` is said of them as well."""
        given: dict[str, CustomValue] = {}
        findings: list[RowFinding] = []
        for key, text in cells.items():
            field = find_custom(self._kind, key)
            if field is None or field.archived:
                continue
            parsed = read_custom(field, text, context.mark, context.today)
            if parsed.finding is not None:
                findings.append(left_out(key, parsed.finding))
            elif parsed.value is not None and parsed.value.plain is not None:
                given[key] = parsed.value
        findings += failed
        if not given and not findings:
            return row
        return replace(row, values={**row.values, VALUES_KEY: given}, findings=(*row.findings, *findings))


def _shower(kind: str, show: Callable[..., Any]) -> Callable[..., Mapping[str, str]]:
    def show_values(values: Mapping[str, object]) -> Mapping[str, str]:
        shown = dict(show({name: value for name, value in values.items() if name != VALUES_KEY}))
        for key, value in _given(values).items():
            field = find_custom(kind, key)
            shown[key] = show_custom(field, value.plain) if field else ""
        return shown

    return show_values


def _given(values: Mapping[str, object]) -> Given:
    given = values.get(VALUES_KEY)
    return given if isinstance(given, dict) else {}


def _writer(kind: str, write: Callable[..., Any]) -> Callable[..., Sequence[RowOutcome]]:
    def write_rows(batch: ImportBatch, rows: Sequence[ReadRow]) -> Sequence[RowOutcome]:
        batch.placed.clear()
        outcomes: Sequence[RowOutcome] = write(batch, rows)
        given = {row.number: _given(row.values) for row in rows}
        if not any(given.values()):
            return outcomes
        return _write(kind, batch, outcomes, given)

    return write_rows


def _write(
    kind: str, batch: ImportBatch, outcomes: Sequence[RowOutcome], given: Mapping[int, Given]
) -> Sequence[RowOutcome]:
    fields = {one.key: one for one in custom_fields(kind) if may_write_field(batch.actor, kind, one.key)}
    ends = {one.number: one for one in outcomes}
    open_rows = [
        number
        for number in batch.placed
        if given.get(number) and ends[number].result in (Result.CREATED, Result.UPDATED, Result.UNCHANGED)
    ]
    records = sorted({batch.placed[number].pk for number in open_rows})
    held = {key: dict(values) for key, values in custom_values(kind, records, list(fields.values())).items()}
    before = {key: dict(values) for key, values in held.items()}
    touched: dict[int, dict[str, CustomValue]] = defaultdict(dict)
    for number in open_rows:
        record = batch.placed[number].pk
        refused = [
            RowFinding(key, Finding("row.not_allowed", "warning"))
            for key in given[number]
            if key not in fields
        ]
        changed = False
        for key, value in given[number].items():
            stored = held.get(record, {}).get(key)
            if key not in fields or as_seen(stored) == as_seen(value.plain):
                continue
            if batch.mode is DuplicateMode.FILL_EMPTY and stored is not None:
                continue
            held.setdefault(record, {})[key] = value.plain
            touched[record][key] = value
            changed = True
        end = ends[number]
        result = Result.UPDATED if changed and end.result is Result.UNCHANGED else end.result
        ends[number] = replace(end, result=result, findings=(*end.findings, *refused))
    _store(kind, batch, fields, before, touched)
    return [ends[one.number] for one in outcomes]


def _store(
    kind: str,
    batch: ImportBatch,
    fields: Mapping[str, KnownField],
    before: Mapping[int, Mapping[str, Any]],
    touched: Mapping[int, Mapping[str, CustomValue]],
) -> None:
    """Write the values that differ: new ones in one statement, others by the key of their row."""
    if not touched:
        return
    model = VALUES[kind]
    rows = model.objects.filter(record_id__in=list(touched)).order_by().values_list("record_id", "slot", "pk")
    keys = {(record, slot): key for record, slot, key in rows}
    new, changed = [], []
    for record, values in touched.items():
        for key, value in values.items():
            place = (record, fields[key].slot)
            if place in keys:
                changed.append((keys[place], columns_of(value)))
            else:
                new.append({"record_id": record, "slot": fields[key].slot, **columns_of(value)})
    insert_values(model, new)
    update_rows(model, changed)
    created = set(batch.images.get(kind, {}).get("created", ()))
    updated = [record for record in touched if record not in created]
    aside = batch.images.get(kind, {}).get("updated", {})
    for record in updated:
        was = {key: plain(before.get(record, {}).get(key)) for key in touched[record]}
        after = {key: plain(value.plain) for key, value in touched[record].items()}
        if str(record) not in aside:
            # Nothing else of the record was changed: its undo is counted here.
            was[_ALONE] = after[_ALONE] = True
        batch.remember(image_kind(kind), record, was, batch.moment, after)
    _MODELS[kind]._default_manager.filter(pk__in=updated).update(updated_at=batch.moment)
    if any(fields[key].searchable for values in touched.values() for key in values):
        index_records(kind, sorted(touched))


def _undoer(kind: str) -> Callable[[UndoBatch], None]:
    def undo(batch: UndoBatch) -> None:
        """Give custom fields their former values back, where they still hold what the import wrote."""
        known = {key: find_custom(kind, key) for pairs in batch.updated.values() for key in pairs}
        fields = [one for one in known.values() if one is not None]
        held = custom_values(kind, sorted(batch.updated), fields)
        for record, pairs in batch.updated.items():
            later = []
            for field in fields:
                if field.key not in pairs:
                    continue
                was, wrote = pairs[field.key][0], pairs[field.key][-1]
                stored = held.get(record, {}).get(field.key)
                if as_seen(stored) == as_seen(stored_again(field, wrote).plain):
                    store_value(field, record, stored, stored_again(field, was))
                elif as_seen(stored) != as_seen(stored_again(field, was).plain):
                    later.append(field.key)
            if later:
                batch.keep(record, fields=later)
            elif _ALONE in pairs:
                batch.undone.add(record)
        if any(field.searchable for field in fields):
            index_records(kind, sorted(held))

    return undo
