"""A set of companies: what one person may see, a team, a person, a territory."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScopeSet:
    """Companies followed by one of `owners` or lying in one of `territories`; all of them when `whole`."""

    key: str
    owners: frozenset[int] = frozenset()
    territories: frozenset[int] = frozenset()
    whole: bool = False
