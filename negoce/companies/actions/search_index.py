"""Keeps the search index in step: called by every action that changes a record that search finds."""

from __future__ import annotations

from collections.abc import Iterable


def index_records(kind: str, ids: Iterable[int]) -> None:
    """Write again what search knows of these records, in the caller's transaction."""
