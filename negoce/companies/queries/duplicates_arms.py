"""Several bounded questions asked in one: what is typed meets the file by number, name, e-mail… at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to meet: rows in the order of an index, at most `limit`; `said` names what they share."""

    said: str
    rows: QuerySet[Any]
    limit: int


def ask_all(arms: Sequence[Arm], columns: Sequence[str]) -> Sequence[tuple[str, tuple[Any, ...]]]:
    """What each row shares and its `columns`, of all arms, in one query; none when there is no arm.

    Django cannot join limited queries on SQLite: their texts are joined here.
    """
    if not arms:
        return []
    texts: list[str] = []
    values: list[Any] = []
    for place, arm in enumerate(arms):
        text, given = arm.rows.values_list(*columns)[: arm.limit].query.sql_with_params()
        texts.append(f"SELECT {place} AS arm, found{place}.* FROM ({text}) found{place}")
        values += given
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(texts), values)
        return [(arms[row[0]].said, tuple(row[1:])) for row in cursor.fetchall()]
