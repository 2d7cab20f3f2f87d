"""Which known company a confirmed request comes from, if any: only what can hardly be a coincidence. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from negoce.kit.text import strip_legal_forms


@dataclass(frozen=True, slots=True)
class Likely:
    """A company of the file that shares something with what was typed; `same` as `find_similar` says it."""

    key: str
    name: str
    same: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The company taken, and why: "number", "email", "domain" or "name"."""

    key: str
    why: str


def choose_company(name: str, likely: Sequence[Likely]) -> Match | None:
    """The one company that a request comes from; None when nothing tells, or two say the same.

    The number of the register, or the very address of the company, decide alone. A domain decides when one company
    has it, a whole name in the same town too: a name alone is borne by many.
    """
    for why in ("number", "email"):
        found = [each for each in likely if why in each.same]
        if found:
            return Match(found[0].key, why) if len(found) == 1 else _named(name, found, why)
    at_domain = [each for each in likely if "domain" in each.same]
    if at_domain:
        return Match(at_domain[0].key, "domain") if len(at_domain) == 1 else _named(name, at_domain, "domain")
    return _named(name, [each for each in likely if "place" in each.same], "name")


def _named(name: str, likely: Sequence[Likely], why: str) -> Match | None:
    bare = strip_legal_forms(name)
    same = [each for each in likely if bare and strip_legal_forms(each.name) == bare]
    return Match(same[0].key, why) if len(same) == 1 else None
