"""What upper rooms lend of the origin of records and of dealings with them: frozen types, listed in the wiring."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from negoce.companies.enums import Channel
from negoce.kit.explain import Explanation

if TYPE_CHECKING:
    from negoce.identity.rules.actor import Actor


@dataclass(frozen=True, slots=True)
class ImportFollower:
    """What an upper room keeps beside the records that a file brings in: whose file it is, under which licence.

    It follows the imports of `targets` and stands among their settings as `label`, with `help`: `choices(actor)` are
    what may be chosen, `chosen(run)` what is, `choose(actor, run, value)` keeps it and refuses what it does not know.
    `check(run)` refuses an import that may not begin so. `follow(run, kind, created, changed, day)` is called in the
    transaction of each batch with the keys of its records. `new_page` is the name of the page that makes one more.
    """

    key: str
    label: Any
    help: Any
    targets: frozenset[str]
    choices: Callable[[Actor], Sequence[tuple[str, Any]]]
    chosen: Callable[[Any], str]
    choose: Callable[[Actor, Any, str], None]
    check: Callable[[Any], None]
    follow: Callable[[Any, str, Sequence[int], Sequence[int], date], None]
    new_page: str = ""


@dataclass(frozen=True, slots=True)
class QuickLeave:
    """A limit asked in the SQL of another statement: `sql(person)` is true for a person whom it surely lets through.

    `person` is the expression of their key; `values(channel, today)` fill its placeholders, in their order.
    """

    sql: Callable[[str], str]
    values: Callable[[Channel, date], Sequence[object]]


@dataclass(frozen=True, slots=True)
class ReachLimit:
    """What an upper room knows that forbids to prospect somebody by a channel: the licence of a file that ended.

    `on_contacts(keys, channel, today, use)` and `on_companies` give those who may not be, with the reason, in
    constant queries; `use` names the mailing or the session that asks, so that it is not stopped by itself.
    `messages` are the words of the reasons. Without `quick`, each message of many is asked the whole question.
    """

    key: str
    on_contacts: Callable[[Sequence[int], Channel, date, str], Mapping[int, Explanation]]
    on_companies: Callable[[Sequence[int], Channel, date, str], Mapping[int, Explanation]]
    messages: Mapping[str, Any] = field(default_factory=dict, hash=False)
    quick: QuickLeave | None = None


@dataclass(frozen=True, slots=True)
class RelationFact:
    """What makes a relation of a company with us: its orders. `last(keys)` gives its last days."""

    key: str
    last: Callable[[Sequence[int]], Mapping[int, date]]
