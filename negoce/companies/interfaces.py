"""What upper rooms lend to the customer file: frozen types, filled in each room's `contributions.py`.

Lists, search, the timeline, imports, merge, export and erasure of a person all start here and must include what lives
above. `config/wiring.py` lists the contributions; `companies` reaches it through one setting (see wired.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from negoce.companies.enums import ColumnKind as ColumnKind

if TYPE_CHECKING:
    from django.db.models import Model, Q, QuerySet

    from negoce.companies.rules.import_columns import FieldHint
    from negoce.identity.enums import FieldGroup
    from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class Column:
    """One column or filter of a list.

    `path` is an ORM path from the list's model, or empty for a column that only filters through `condition`.
    `more_paths` are read beside it for the shell that draws the cell. `sort_path` sorts instead of `path`; without
    either, or with `sortable` off, the column does not sort. `folded_path` holds the folded text (kit.text.name_key)
    that text filters compare with; `is_code` says that `path` holds codes in capitals. `group` makes the column sensitive: who may not read it neither sees it nor
    filters, sorts, sums or exports by it.
    `options(actor)` gives the values a filter or an edit may take, with their words.
    `condition(operator, values, actor)` builds the Q of a filter that is more than a comparison.
    `editable` is the name of the field that inline and bulk edits change through the record's own action.
    `position` orders columns before a person does. `aggregate` is "sum", "average" or "ratio" (the sum of the first
    of `more_paths` over that of the second, in percent), shown under the column. `decimals` and `unit` apply to numbers;
    `words(value)` writes a stored code or number as the reader expects it. Where values are records, `resolve(values,
    actor)` maps those that exist to their canonical value and words, and `suggest(text, actor)` proposes some.
    """

    key: str
    label: Any
    kind: ColumnKind
    path: str = ""
    more_paths: tuple[str, ...] = ()
    sort_path: str = ""
    folded_path: str = ""
    is_code: bool = False
    group: FieldGroup | None = None
    options: Callable[[Actor], Sequence[tuple[str, Any]]] | None = None
    condition: Callable[[str, Sequence[str], Actor], Q] | None = None
    editable: str = ""
    filterable: bool = True
    sortable: bool = True
    shown: bool = True
    shown_by_default: bool = False
    width: int = 140
    position: int = 1_000
    aggregate: str = ""
    decimals: int = 0
    unit: str = ""
    words: Callable[[Any], str] | None = None
    resolve: Callable[[Sequence[str], Actor], Mapping[str, tuple[str, Any]]] | None = None
    suggest: Callable[[str, Actor], Sequence[tuple[str, Any]]] | None = None


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing on a thread, ready to be drawn by the template its source names."""

    at: datetime
    key: str
    source: str
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """Reads the items of a company or contact before a moment, newest first, at most `limit`."""

    key: str
    label: Any
    read: Callable[..., Sequence[TimelineItem]]


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What search keeps of a record: words found, how it is shown, and whose rights apply."""

    kind: str
    object_id: int
    company_id: int | None
    title: str
    subtitle: str
    words: str
    fragments: str


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of record that search finds."""

    kind: str
    label: Any
    model: Callable[[], type[Model]]
    documents: Callable[[Iterable[int]], Iterable[SearchDocument]]
    visible: Callable[[Actor], QuerySet[Any]]
    url: str


@dataclass(frozen=True, slots=True)
class ImportField:
    """A field that a file's column may be mapped to, and how its column is found."""

    key: str
    label: Any
    hint: FieldHint


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """A kind of record that files bring in.

    `needs` lists sets of fields of which one at least must be mapped. `group_by` names the field whose equal values
    keep rows together in one batch (the lines of an order). `read(cells, ReadContext) -> ReadRow` is pure;
    `write(ImportBatch, rows) -> outcomes` runs in the transaction of its batch; `show(values) -> words` writes read
    values for the preview. `kinds` are the records it makes, as images and undo name them.
    """

    key: str
    label: Any
    fields: Sequence[ImportField]
    needs: Sequence[Sequence[str]]
    read: Callable[..., Any]
    write: Callable[..., Any]
    show: Callable[..., Mapping[str, str]]
    kinds: Sequence[str] = ()
    group_by: str = ""


@dataclass(frozen=True, slots=True)
class LinkedRecords:
    """Records of an upper room that point at a company or contact: moved by a merge, counted on the page."""

    key: str
    label: Any
    move: Callable[..., int]


@dataclass(frozen=True, slots=True)
class PersonData:
    """What an upper room holds about a person: exported on request, erased in the same transaction."""

    key: str
    label: Any
    export: Callable[..., Any]
    erase: Callable[..., int]


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that the rooms above `companies` contribute."""

    company_columns: tuple[Column, ...] = ()
    contact_columns: tuple[Column, ...] = ()
    activity_columns: tuple[Column, ...] = ()
    timeline_sources: tuple[TimelineSource, ...] = ()
    search_sources: tuple[SearchSource, ...] = ()
    import_targets: tuple[ImportTarget, ...] = ()
    linked_records: tuple[LinkedRecords, ...] = ()
    person_data: tuple[PersonData, ...] = ()
    event_receivers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
