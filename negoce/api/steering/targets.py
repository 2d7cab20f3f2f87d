"""Targets of a year beside what was ordered, and the coming months as they are foreseen."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.records.given import text_option
from negoce.api.records.links import only
from negoce.api.records.numbers import number_of
from negoce.api.steering.shapes import (
    AMOUNT,
    COUNT,
    DAY,
    FIRST_YEAR,
    GROUP,
    LAST_YEAR,
    TEXT,
    YEAR,
    amount,
    day,
    items_of,
    record,
    year_of,
)
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.actions.targets import set_target
from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.forecasts import latest_forecast, past_forecasts
from negoce.portfolio.queries.target_rows import TargetRow, readable_kinds, target_row, target_rows
from negoce.portfolio.queries.targets import TargetLine, target_lines

_BY = Parameter("by", _("De qui : person, team, family ou house."), {"type": "string"})
_OF = Parameter("of", _("La ligne : son identifiant, ou « house » ; sans elle, la première lisible."))


def _targets(call: Call) -> Answer:
    kind, year = _kind(call), year_of(call)
    lines = target_lines(kind, target_rows(call.actor, kind), year, timezone.localdate())
    return Answer({"year": year, "by": kind.value, "items": [_line(each) for each in lines]})


def _set(call: Call) -> Answer:
    only(call, frozenset({"by", "id", "month", "amount"}))
    row = target_row(call.actor, text_option(call.body, "by"), text_option(call.body, "id"))
    if row is None:
        raise invalid("id", _now("Cet identifiant n’est celui d’aucune fiche visible."))
    try:
        month = parse_date(f"{text_option(call.body, 'month')}-01")
    except ValueError:
        month = None
    if month is None or not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise invalid("month", _now("Un mois est attendu, comme 2026-11."))
    value = call.body.get("amount")
    set_target(call.actor, row, month=month, amount=None if value is None else number_of(value, "amount"))
    lines = target_lines(row.kind, [row], month.year, timezone.localdate())
    return Answer(_line(lines[0]))


def _forecast(call: Call) -> Answer:
    kind, today = _kind(call), timezone.localdate()
    row = _row(call, kind)
    found = latest_forecast(row)
    return Answer(
        {
            "by": kind.value,
            "id": row.public_id,
            "name": row.name,
            "as_of": day(found.as_of) if found is not None else None,
            "method": found.method if found is not None else "none",
            "items": [
                {
                    "month": f"{each.month:%Y-%m}",
                    **{name: amount(getattr(each, name)) for name in _FIGURES},
                }
                for each in (found.months if found is not None else ())
            ],
            "past": [
                {
                    "month": f"{each.month:%Y-%m}",
                    "as_of": day(each.as_of),
                    "rebuilt": each.is_rebuilt,
                    **{name: amount(getattr(each, name)) for name in ("low", "mid", "high", "actual")},
                }
                for each in past_forecasts(row, today)
            ],
        }
    )


def _kind(call: Call) -> TargetKind:
    """Whose rows are asked: the widest that the person reads, without a word. Raises Problem."""
    kinds, asked = readable_kinds(call.actor), call.query.get("by", "")
    if not asked:
        return TargetKind.HOUSE if TargetKind.HOUSE in kinds else kinds[0]
    if asked not in kinds:
        raise invalid("by", _now("Choisissez dans la liste."))
    return TargetKind(asked)


def _row(call: Call, kind: TargetKind) -> TargetRow:
    rows, asked = target_rows(call.actor, kind), call.query.get("of", "")
    found = next((row for row in rows if not asked or row.public_id == asked), None)
    if found is None:
        raise Http404
    return found


def _line(line: TargetLine) -> dict[str, Any]:
    months = sorted({*line.targets, *line.actuals})
    return {
        "id": line.row.public_id,
        "name": line.row.name,
        "months": [
            {
                "month": f"{month:%Y-%m}",
                "target": amount(line.targets.get(month)),
                "ordered": amount(line.actuals.get(month)),
            }
            for month in months
        ],
    }


_FIGURES = ("low", "mid", "high", "ordered", "customers", "deals", "already", "target", "year_before")
_LINE: dict[str, Any] = record(
    {**dict.fromkeys(("id", "name"), TEXT), "months": {"type": "array", "items": {"type": "object"}}}
)
_MONTH: dict[str, Any] = record({"month": TEXT, **dict.fromkeys(_FIGURES, AMOUNT)})
_SET: dict[str, Any] = {
    "type": "object",
    "required": ["by", "id", "month"],
    "additionalProperties": False,
    "properties": {
        "by": {"type": "string", "enum": [each.value for each in TargetKind]},
        "id": TEXT,
        "month": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "amount": {"type": ["number", "string", "null"]},
    },
}
TARGETS = (
    Endpoint(
        "GET", "targets", "get_targets", _("Les objectifs d’une année à côté de ce qui a été commandé"),
        S.STEERING_READ, _targets, query=(_BY, YEAR), answer=lambda: items_of(_LINE, year=COUNT, by=TEXT),
        group=GROUP,
    ),
    Endpoint(
        "PATCH", "targets", "set_target", _("Fixer l’objectif d’un mois"), S.STEERING_WRITE, _set,
        body=lambda: _SET, answer=lambda: _LINE, group=GROUP,
    ),
    Endpoint(
        "GET", "forecast", "get_forecast", _("Les mois qui viennent tels que prévus, et les prévisions passées"),
        S.STEERING_READ, _forecast, query=(_BY, _OF),
        answer=lambda: items_of(
            _MONTH, by=TEXT, id=TEXT, name=TEXT, as_of=DAY, method=TEXT,
            past={"type": "array", "items": {"type": "object"}},
        ),
        group=GROUP,
    ),
)  # fmt: skip
