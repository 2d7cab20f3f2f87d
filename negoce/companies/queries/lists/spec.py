"""What a person asked of a list, read strictly from text, with what could not be understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column, ListDefinition
from negoce.companies.queries.lists.definition import hidden_columns, readable_columns
from negoce.companies.queries.lists.directory import Directory
from negoce.companies.queries.lists.values import canonical_values, is_closed
from negoce.companies.rules.filter_check import FilterField, check_filter
from negoce.companies.rules.filter_text import read_filter, write_filter
from negoce.companies.rules.filters import Condition, Group, conditions_of, normalise
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding

MAX_SORTS = 3
GROUPED_KINDS = (ColumnKind.CHOICE, ColumnKind.PERSON, ColumnKind.COMPANY, ColumnKind.YES_NO)
MAX_QUICK = 100
MIN_WIDTH, MAX_WIDTH = 48, 640


@dataclass(frozen=True, slots=True)
class SortKey:
    """A column and its direction."""

    column: Column
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The texts of a request or of a saved view; `columns` is empty for the default ones."""

    filter: str = ""
    sort: str = ""
    columns: str = ""
    quick: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What will be read: everything in it is known, readable and valid."""

    definition: ListDefinition
    actor: Actor
    today: date
    directory: Directory
    readable: Mapping[str, Column]
    filter: Group
    sort: tuple[SortKey, ...]
    columns: tuple[Column, ...]
    widths: Mapping[str, int]
    quick: str = ""
    problems: tuple[Finding, ...] = ()
    group: Column | None = None
    # What the conditions mean in SQL, worked out once: some of them ask the database how to be worded.
    worded: dict[Group, Q] = field(default_factory=dict, compare=False, repr=False)

    @property
    def group_text(self) -> str:
        """The key of the column whose values gather the rows, or nothing."""
        return self.group.key if self.group else ""

    @property
    def whole_filter(self) -> Group:
        """The filter and the box at hand together."""
        if not self.quick:
            return self.filter
        quick = Condition(self.definition.quick, self.definition.quick_operator, (self.quick,))
        return normalise((self.filter, quick))

    @property
    def filter_text(self) -> str:
        """The canonical text of the filter without the box at hand."""
        return write_filter(self.filter)

    @property
    def whole_filter_text(self) -> str:
        """The canonical text of everything that narrows the list."""
        return write_filter(self.whole_filter)

    @property
    def sort_text(self) -> str:
        """The canonical text of the order."""
        return ",".join(f"-{key.column.key}" if key.descending else key.column.key for key in self.sort)

    @property
    def columns_text(self) -> str:
        """The shown columns with their widths."""
        return ",".join(
            f"{column.key}:{self.widths[column.key]}" if column.key in self.widths else column.key
            for column in self.columns
        )


def understand(definition: ListDefinition, actor: Actor, asked: Asked, today: date | None = None) -> ListSpec:
    """Read what was asked; whatever is unknown, hidden from the actor or ill-formed is left out and
    explained.
    """
    day = today or timezone.localdate()
    readable = readable_columns(definition, actor)
    hidden = hidden_columns(definition, actor)
    directory = Directory(actor)
    problems: list[Finding] = []
    reading = read_filter(asked.filter)
    tree, known = canonical_values(reading.filter, readable, directory)
    fields = _fields(tree, readable, hidden, known)
    understood = check_filter(Group((tree,)), fields, day)
    problems += [*reading.problems, *understood.problems]
    sort = _sort(asked.sort, readable, hidden, problems)
    columns, widths = _columns(asked.columns, readable, hidden, problems)
    group = _group(asked.group, readable, hidden, problems)
    return ListSpec(
        definition=definition,
        actor=actor,
        today=day,
        directory=directory,
        readable=readable,
        filter=understood.filter,
        sort=sort or _sort(definition.default_sort, readable, hidden, []),
        columns=columns or definition.default_columns(readable),
        widths=widths,
        quick=" ".join(asked.quick[:MAX_QUICK].replace("\x00", "").split()),
        problems=tuple(problems),
        group=group,
    )


def _fields(
    tree: Condition | Group,
    readable: Mapping[str, Column],
    hidden: frozenset[str],
    known: Mapping[str, frozenset[str]],
) -> Mapping[str, FilterField]:
    fields: dict[str, FilterField] = {}
    for condition in conditions_of(tree):
        column = readable.get(condition.field)
        if column is not None and column.filterable:
            values = known.get(column.key, frozenset()) if is_closed(column) else None
            fields[column.key] = FilterField(column.kind, values=values)
        elif condition.field in hidden:
            # The kind is not looked at: the field is refused first.
            fields[condition.field] = FilterField(next(iter(readable.values())).kind, readable=False)
    return fields


def _sort(
    text: str, readable: Mapping[str, Column], hidden: frozenset[str], problems: list[Finding]
) -> tuple[SortKey, ...]:
    keys: dict[str, SortKey] = {}
    for word in text.split(",")[: MAX_SORTS * 4]:
        name = word.strip()
        descending = name.startswith("-")
        name = name.removeprefix("-")
        if not name:
            continue
        column = readable.get(name)
        if column is None or not is_sortable(column):
            code = (
                "sort.hidden" if name in hidden else "sort.unknown" if column is None else "sort.not_sortable"
            )
            problems.append(Finding(code, "error", {"text": name[:60]}))
            continue
        keys.setdefault(name, SortKey(column, descending))
    return tuple(keys.values())[:MAX_SORTS]


def _group(
    name: str, readable: Mapping[str, Column], hidden: frozenset[str], problems: list[Finding]
) -> Column | None:
    if not name:
        return None
    column = readable.get(name)
    if column is not None and is_groupable(column):
        return column
    code = "group.hidden" if name in hidden else "group.unknown"
    problems.append(Finding(code, "error", {"text": name[:60]}))
    return None


def is_groupable(column: Column) -> bool:
    """Whether rows may be gathered by the values of this column: few values, one for each record."""
    if not column.path or not column.filterable or not column.groupable:
        return False
    return column.kind in GROUPED_KINDS or (column.is_code and column.words is None)


def group_path(column: Column) -> str:
    """What tells one group from another, and puts them in order: the stored value, which an index may serve."""
    return (column.sort_path if column.kind is ColumnKind.COMPANY else "") or column.path


def name_paths(column: Column) -> tuple[str, ...]:
    """What puts groups in order before that: people, told apart by a number that says nothing, stand by last and first
    name, as `Directory.people` has them; choices that have an order of their own stand in it.
    """
    if not column.sort_path:
        return ()
    if column.kind is ColumnKind.CHOICE:
        return (column.sort_path,)
    if column.kind is not ColumnKind.PERSON:
        return ()
    return (column.sort_path, column.sort_path.replace("last_name", "first_name"))


def is_sortable(column: Column) -> bool:
    """Whether rows may be put in the order of this column."""
    return column.sortable and bool(column.sort_path or column.path)


def _columns(
    text: str, readable: Mapping[str, Column], hidden: frozenset[str], problems: list[Finding]
) -> tuple[tuple[Column, ...], Mapping[str, int]]:
    columns: dict[str, Column] = {}
    widths: dict[str, int] = {}
    for word in text.split(",")[:200]:
        name, _colon, width = word.strip().partition(":")
        if not name:
            continue
        column = readable.get(name)
        if column is None or not column.shown:
            code = "columns.hidden" if name in hidden else "columns.unknown"
            problems.append(Finding(code, "error", {"text": name[:60]}))
            continue
        columns[name] = column
        if width.isascii() and width.isdigit():
            widths[name] = max(MIN_WIDTH, min(MAX_WIDTH, int(width[:6])))
    return tuple(columns.values()), widths
