"""A page of rows that are no list of the screens: the newest first, and the address of the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from negoce.api.cursors import read_cursor, write_cursor
from negoce.api.endpoints import Answer, Call, Parameter
from negoce.api.records.listing import MOST, PAGE, limit_of
from negoce.api.root import ROOT

Row = TypeVar("Row", bound=Model)
PAGED = (
    Parameter(
        "limit", _("Fiches par page."), {"type": "integer", "minimum": 1, "maximum": MOST, "default": PAGE}
    ),
    Parameter("cursor", _("Suite d’une page : suivez « next » plutôt que de l’écrire.")),
)


def page_of(
    call: Call, path: str, rows: QuerySet[Row], write: Callable[[Sequence[Row]], Sequence[Mapping[str, Any]]]
) -> Answer:
    """One page of `rows`, by key downward, each written by `write`. Raises Problem for a cursor of another question."""
    limit = limit_of(call)
    asked = {name: value for name, value in call.query.items() if name not in ("cursor", "limit")}
    tie = f"{path}|{urlencode(sorted(asked.items()))}"
    given = call.query.get("cursor", "")
    if given:
        rows = rows.filter(pk__lt=int(read_cursor(given, tie)))
    found = list(rows.order_by("-pk")[: limit + 1])
    following = None
    if len(found) > limit:
        again = {name: value for name, value in call.query.items() if name != "cursor"}
        again["cursor"] = write_cursor(str(found[limit - 1].pk), tie)
        following = f"{ROOT}{path}?{urlencode(again)}"
    return Answer({"items": write(found[:limit]), "next": following})
