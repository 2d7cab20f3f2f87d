"""What the addresses of steering share: amounts, days, an effect, a year asked, who may read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Call, Parameter
from negoce.api.problems import invalid
from negoce.automation.rules.effect import Difference, Effect
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor

GROUP = _("Pilotage")
TEXT: dict[str, Any] = {"type": "string"}
PERHAPS: dict[str, Any] = {"type": ["string", "null"]}
AMOUNT: dict[str, Any] = {"type": ["string", "null"], "description": 'amount in euros, such as "1234.50"'}
DAY: dict[str, Any] = {"type": ["string", "null"], "format": "date"}
COUNT: dict[str, Any] = {"type": ["integer", "null"]}
FLAG: dict[str, Any] = {"type": "boolean"}
YEAR = Parameter("year", _("L’année ; sans elle, celle en cours."), {"type": "integer"})
FIRST_YEAR, LAST_YEAR = 2000, 2100


def items_of(item: Mapping[str, Any], **more: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a list that comes whole."""
    return {
        "type": "object",
        "required": ["items"],
        "properties": {"items": {"type": "array", "items": dict(item)}, **more},
    }


def record(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of one record."""
    return {"type": "object", "properties": dict(properties)}


def year_of(call: Call, value: object = None) -> int:
    """The year of the query string, or of the body. Raises Problem."""
    given = call.query.get("year", "") if value is None else value
    if given == "":
        return timezone.localdate().year
    text = str(given)
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if isinstance(given, bool) or not FIRST_YEAR <= year <= LAST_YEAR:
        raise invalid("year", _now("Une année est attendue, comme 2026."))
    return year


def amount(value: Decimal | None) -> str | None:
    """Euros as they are sent."""
    return None if value is None else f"{value:.2f}"


def day(value: date | None) -> str | None:
    """A day as it is sent."""
    return None if value is None else value.isoformat()


def effect_json(actor: Actor, found: Effect) -> dict[str, Any]:
    """An effect by its figures; the margin only for who reads margins."""
    margin = found.margin if actor.may_read(FieldGroup.MARGIN) else None
    return {
        "verdict": found.verdict.value,
        "treated": found.treated,
        "control": found.control,
        "orders": _difference(found.orders),
        "net": _difference(found.net),
        "margin": _difference(margin),
    }


def _difference(found: Difference | None) -> dict[str, str] | None:
    if found is None:
        return None
    names = ("treated", "control", "more", "low", "high")
    return {name: f"{getattr(found, name):.2f}" for name in names}
