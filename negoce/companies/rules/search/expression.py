"""What is asked of the full-text index, written once and said in the language of each engine.

Terms hold letters, digits and a few signs (see search_terms.py), never a quote: quoting them is safe.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the index, or with `is_prefix` every term that begins with it."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Every part matches; there is at least one part."""

    parts: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one part matches; there is at least one part."""

    parts: tuple[Expression, ...]


Expression = Term | All | Any


def all_of(parts: Iterable[Expression | None]) -> Expression | None:
    """All parts, without a needless level; None, which nothing answers, when one is None or there is none."""
    given = tuple(dict.fromkeys(parts))
    kept = tuple(part for part in given if part is not None)
    if not kept or len(kept) < len(given):
        return None
    return kept[0] if len(kept) == 1 else All(kept)


def any_of(parts: Iterable[Expression | None]) -> Expression | None:
    """Any part, without a needless level; None, which nothing answers, when there is none.

    A part that stands twice is kept once.
    """
    kept = tuple(part for part in dict.fromkeys(parts) if part is not None)
    if not kept:
        return None
    return kept[0] if len(kept) == 1 else Any(kept)


def to_fts5(expression: Expression) -> str:
    """Write an expression for SQLite's FTS5."""
    if isinstance(expression, Term):
        return f'"{_plain(expression.text)}"{" *" if expression.is_prefix else ""}'
    between = " AND " if isinstance(expression, All) else " OR "
    return "(" + between.join(to_fts5(part) for part in expression.parts) + ")"


def to_tsquery(expression: Expression) -> str:
    """Write an expression as PostgreSQL reads a `tsquery`."""
    if isinstance(expression, Term):
        return f"'{_plain(expression.text)}'{':*' if expression.is_prefix else ''}"
    between = " & " if isinstance(expression, All) else " | "
    return "(" + between.join(to_tsquery(part) for part in expression.parts) + ")"


def _plain(text: str) -> str:
    if not text or any(sign in text for sign in "\"'\\ \0"):
        raise ValueError(f"not a term: {text!r}")
    return text
