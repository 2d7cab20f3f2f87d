"""One action a company: the strongest stands for the others. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Placed(Protocol):
    """What is needed to put actions in order."""

    @property
    def company_id(self) -> int | None: ...
    @property
    def goes_first(self) -> bool: ...
    @property
    def value(self) -> float: ...
    @property
    def kind(self) -> str: ...
    @property
    def key(self) -> str: ...


Action = TypeVar("Action", bound=Placed)


@dataclass(frozen=True, slots=True)
class Merged(Generic[Action]):
    """The strongest action of a company, and the others in order."""

    first: Action
    others: tuple[Action, ...] = ()


def merge_by_company(actions: Iterable[Action]) -> Sequence[Merged[Action]]:
    """The actions in order, those of one company under its strongest; what has no company stands alone.

    Equal ones keep an order of their own (by kind, then key), so that a list does not move under the eyes.
    """
    ordered = sorted(actions, key=lambda each: (not each.goes_first, -each.value, each.kind, each.key))
    groups: dict[object, list[Action]] = {}
    for each in ordered:
        place = each.company_id if each.company_id is not None else (each.kind, each.key)
        groups.setdefault(place, []).append(each)
    return [Merged(group[0], tuple(group[1:])) for group in groups.values()]
