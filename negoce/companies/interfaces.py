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
from negoce.companies.enums import DuplicateMode
from negoce.companies.lent import ImportFollower, ReachLimit, RelationFact
from negoce.companies.rules.filters import Operator
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.identity.enums import FieldGroup, Permission

if TYPE_CHECKING:
    from django.db.models import Model, Q, QuerySet

    from negoce.companies.rules.imports.columns import FieldHint
    from negoce.identity.rules.actor import Actor
    from negoce.parameters.calculator import Calculator


@dataclass(frozen=True, slots=True)
class Column:
    """One column or filter of a list.

    `path` is an ORM path from the list's model, or empty for a column that only filters through `condition`.
    `more_paths` are read beside it for the shell that draws the cell. `sort_path` sorts instead of `path`; without
    either, or with `sortable` off, the column does not sort; rows are not gathered by it with `groupable` off.
    `folded_path` holds the folded text (kit.text.name_key) that text filters compare with; `is_code` says that
    `path` holds codes in capitals. `group` makes the column sensitive: who may not read it neither sees it nor
    filters, sorts, sums or exports by it.
    `options(actor)` gives the values a filter or an edit may take, with their words.
    `condition(operator, values, actor)` builds the Q of a filter that is more than a comparison.
    `editable` is the name of the field that inline and bulk edits change through the record's own action.
    `position` orders columns before a person does. `aggregate` is "sum", "average" or "ratio" (the sum of the first
    of `more_paths` over that of the second, in percent), shown under the column. `decimals` and `unit` apply to
    numbers; `words(value)` writes a stored code or number as the reader expects it. Where values
    are records, `resolve(values, actor)` maps those that exist to their canonical value and words, and
    `suggest(text, actor)` proposes some.
    A column without a `path` may show what `computed(values)` makes of the values at `computed_from` (a margin); it
    filters through `condition` (queries/lists/computed.py writes one), does not sort, and sums up as the "difference"
    of the first two, or as the "sum" of the expression `summed`. An amount with `decimals` is written to the cent, in
    the currency at `currency_path` if given.
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
    groupable: bool = True
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
    currency_path: str = ""
    computed_from: tuple[str, ...] = ()
    computed: Callable[[Sequence[Any]], Any] | None = None
    summed: Any = None


@dataclass(frozen=True, slots=True)
class TimelinePosition:
    """Where a source stopped: the moment and the key of the last row that was shown."""

    at: datetime
    key: int


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What a source is asked: the thread of a company or of a contact that the actor may see.

    `groups` narrows to what filters chose (empty: all), `search` to a text, `owner_id` to what a colleague did,
    `person_id` to what a contact took part in, `after` goes on from a position.
    """

    actor: Actor
    company_id: int | None
    contact_id: int | None
    groups: frozenset[str] = frozenset()
    search: str = ""
    owner_id: int | None = None
    person_id: int | None = None
    after: TimelinePosition | None = None
    limit: int = 20


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing on a thread: `at` places it, `last` is the position of the oldest row that it shows.

    `template` is drawn with `context`; the plain one takes `title`, `rest`, `tone` and `text`.
    """

    at: datetime
    last: TimelinePosition
    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineSource:
    """Something that stands on threads.

    `groups` are the filters it answers to, with their words; `read` gives its items after a position, newest first,
    at most `limit`, in as many queries whatever the number; `present` those of its groups that have something.
    With `knows_people` it also answers `owner_id` and `person_id`; otherwise it is not asked when one is given.
    """

    key: str
    groups: Mapping[str, Any]
    read: Callable[[TimelineRequest], Sequence[TimelineItem]]
    present: Callable[[TimelineRequest], Iterable[str]]
    knows_people: bool = False


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What search keeps of a record; all texts raw, search folds them.

    `title` and `words` find the record by the beginning of any word, `context` narrows a search down beside one of
    them (the company of a person). `fragments` are found by any part of them: SIREN, E.164 numbers without `+`,
    e-mail addresses; `private_fragments` only by those who read personal fields. `owner_id` and `territory_id` are
    those of the company whose rights apply; with `for_everybody` the record is in all eyes (a product).
    """

    object_id: int
    title: str
    company_id: int | None = None
    words: str = ""
    context: str = ""
    fragments: tuple[str, ...] = ()
    private_fragments: tuple[str, ...] = ()
    owner_id: int | None = None
    territory_id: int | None = None
    for_everybody: bool = False


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A record as search shows it: read from the live rows, and only if the actor may see them.

    Where the kind has no page of its own, `company_public_id` leads to its company and `filter_text` to the companies
    it selects; `is_active` puts it before others that answer as well.
    """

    kind: str
    object_id: int
    public_id: str
    title: str
    subtitle: str = ""
    icon: str = ""
    company_public_id: str = ""
    filter_text: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class SearchSource:
    """A kind of record that search finds.

    `code` (1 to 32,000, never reused) is part of the keys of its entries. `documents(ids)` gives what search keeps
    of these records, leaving out those that nobody may find any more; `all_ids()` their keys in order. `show(actor,
    ids)` gives the hits among `ids` that the actor may see, in any order. `page` is the name of the record's page,
    reversed with the hit's public id. `label` names the group, `position` orders the groups.
    A kind with an index of its own (orders by reference) has no documents: `find(actor, text, limit)` gives its ids.
    """

    kind: str
    code: int
    label: Any
    show: Callable[[Actor, Sequence[int]], Sequence[SearchHit]]
    page: str
    documents: Callable[[Sequence[int]], Iterable[SearchDocument]] | None = None
    all_ids: Callable[[], Iterable[int]] | None = None
    find: Callable[[Actor, str, int], Sequence[int]] | None = None
    position: int = 100


@dataclass(frozen=True, slots=True)
class ImportField:
    """A field that a file's column may be mapped to, and how its column is found.

    An amount may stand in thousands or millions: the mapping says so (companies/rules/imports/units.py).
    """

    key: str
    label: Any
    hint: FieldHint
    is_amount: bool = False


@dataclass(frozen=True, slots=True)
class ImportTarget:
    """A kind of record that files bring in.

    `needs` lists sets of fields of which one at least must be mapped. `group_by` names the field whose equal values
    keep rows together in one batch (the lines of an order). `read(cells, ReadContext) -> ReadRow` is pure;
    `write(ImportBatch, rows) -> outcomes` runs in the transaction of its batch; `show(values) -> words` writes read
    values for the preview. `kinds` are the records it makes, as images and undo name them. `undo` says how the
    records of a kind are put back: ``{kind: function(UndoBatch)}`` (companies/actions/imports/restore.py); `models`
    names the model of each kind that has a date of change (`updated_at`).
    `can_ask` tells that a person may answer for the rows whose record exists. `settle(hold)` works out, after the
    last batch, what the batches left for later; it is called again after a crash, and after an undo. `usual` is
    what is proposed for records that are there already. `options` are the settings of an import that its writer reads
    besides: `owner`, `relation`, `origin_channel`. `ready(values, namespace)`, pure as well, works out what a
    new record will need: the process that reads a large file does it ahead (`ReadRow.ready`), so that the writer
    finds it there or does without.
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
    undo: Mapping[str, Callable[..., None]] = field(default_factory=dict, hash=False)
    models: Mapping[str, str] = field(default_factory=dict, hash=False)
    can_ask: bool = False
    settle: Callable[[Callable[[], None]], object] | None = None
    usual: DuplicateMode = DuplicateMode.OVERWRITE
    options: frozenset[str] = frozenset()
    ready: Callable[..., object] | None = None


@dataclass(frozen=True, slots=True)
class MergeLink:
    """A foreign key to a company or a contact that a merge points at the survivor, and its undo back.

    `model` is the label ("orders.Order"), `column` the field. With `twins`, a row whose other columns are equal to
    those of a row of the survivor is dropped (and comes back with the undo): both said the same.
    """

    model: str
    column: str
    twins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkedRecords:
    """Records of an upper room that point at a company or a contact (`kind`): a merge takes them along.

    `label` names them in the plural; the first of `links` is counted on the preview. `figures` are the foreign keys
    of what is worked out again by `refresh(ids)`, in the transaction of the merge and of its undo. A company that has
    some of the first of `links` does not go to the bin when they `hold` it. The figures and the tables of `worked_out`
    (as ``app.model``) say nothing that people entered: they hold no undo of an import.
    """

    key: str
    label: Any
    kind: str
    links: Sequence[MergeLink]
    figures: Sequence[str] = ()
    refresh: Callable[[Sequence[int]], object] | None = None
    hold: bool = False
    worked_out: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PersonTable:
    """Things of one kind that are held about a person, as the person may read them: words, not codes."""

    key: str
    label: Any
    columns: Sequence[Any]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class PersonData:
    """What an upper room holds about a person: exported on request, erased in the same transaction.

    `export(contact_id)` gives tables. `erase(crowd)` empties what speaks of the people who are erased, one or many, in
    as many queries; the crowd takes their names and coordinates out of texts that must stay. `house(crowd)` does so
    for texts of the room that stand under nobody, and may run before, in a transaction of its own. Both return how
    many records they changed.
    """

    key: str
    label: Any
    export: Callable[[int], Sequence[PersonTable]]
    erase: Callable[[Crowd], int] | None = None
    house: Callable[[Crowd], int] | None = None


@dataclass(frozen=True, slots=True)
class KeptFilters:
    """Where an upper room keeps filters of lists, so that they follow what they name: a column of a model.

    `is_query` says that it holds a query string, whose `filter` is one.
    """

    model: str
    column: str
    is_query: bool = False


@dataclass(frozen=True, slots=True)
class BuiltInView:
    """A view that everybody has; `query` is a query string like those that people save."""

    key: str
    label: Any
    query: str


def _nothing(_wiring: Wiring) -> tuple[Column, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """One list. `visible(actor)` gives the records that the actor sees, in no order.

    `row_url` is the name of the page of a record, by its public id. `upper(wiring)` are the columns that
    rooms above lend. `subject_kind` names the records in the journal. `name_paths` make a record's name,
    `quick` is the column behind the box that is always at hand, `quick_operator` what the box asks of it:
    where an index knows beginnings only, STARTS. `company_path` leads to the company of a record, empty when it
    has none; `has_bin` tells that the bin keeps such records; `edit_permission` is what editing a cell takes.
    `opens_with` is the view that the bare address shows, instead of all records: one for all, or by who reads it.
    """

    key: str
    label: Any
    model: type[Model]
    columns: tuple[Column, ...]
    visible: Callable[[Actor], QuerySet[Any]]
    row_url: str
    subject_kind: str
    name_paths: tuple[str, ...]
    quick: str
    default_sort: str
    views: tuple[BuiltInView, ...] = ()
    bulk_actions: tuple[str, ...] = ()
    upper: Callable[[Wiring], tuple[Column, ...]] = _nothing
    quick_operator: Operator = Operator.CONTAINS
    company_path: str = "company"
    has_bin: bool = False
    edit_permission: Permission = Permission.EDIT
    opens_with: str | Callable[[Actor], str] = ""

    def opening_view(self, actor: Actor) -> str:
        """The key of the view that the bare address shows to this person; empty for all records."""
        return self.opens_with if isinstance(self.opens_with, str) else self.opens_with(actor)

    def default_columns(self, columns: Mapping[str, Column]) -> tuple[Column, ...]:
        """The columns shown before a person chooses, among those the person may read."""
        return tuple(column for column in columns.values() if column.shown and column.shown_by_default)


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything that the rooms above `companies` contribute; `lists` stand beside those of the customer file."""

    lists: tuple[ListDefinition, ...] = ()
    company_columns: tuple[Column, ...] = ()
    contact_columns: tuple[Column, ...] = ()
    activity_columns: tuple[Column, ...] = ()
    timeline_sources: tuple[TimelineSource, ...] = ()
    search_sources: tuple[SearchSource, ...] = ()
    import_targets: tuple[ImportTarget, ...] = ()
    linked_records: tuple[LinkedRecords, ...] = ()
    person_data: tuple[PersonData, ...] = ()
    kept_filters: tuple[KeptFilters, ...] = ()
    import_followers: tuple[ImportFollower, ...] = ()
    reach_limits: tuple[ReachLimit, ...] = ()
    relation_facts: tuple[RelationFact, ...] = ()
    calculators: tuple[Calculator, ...] = ()
    event_receivers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
