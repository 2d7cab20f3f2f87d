"""Why deals are won and lost, why customers leave and stay: summed up, and told of one company."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint, Parameter
from negoce.api.problems import invalid
from negoce.api.prospecting.plan_shapes import person
from negoce.api.records.given import Kind, read_fields, text_option
from negoce.api.records.inputs import REASON, input_schema
from negoce.api.records.one import load
from negoce.api.records.schemas import REF
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, PERHAPS, TEXT, amount, day, items_of, record
from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.companies.queries.visible import visible_companies
from negoce.companies.words.list_problems import problem_words
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.kit.dates import add_months
from negoce.portfolio.actions.told_reason import tell_reason, withdraw_reason
from negoce.portfolio.enums import ReasonSide, RelationReason
from negoce.portfolio.models import ToldReason
from negoce.portfolio.queries.deal_tallies import Tallies
from negoce.portfolio.queries.reasons import read_reasons

_GROUP = _("Prospection")
_TOLD: Mapping[str, Kind] = dict.fromkeys(("side", "reason", "competitor", "told_on", "note"), Kind.TEXT)
_MOST_MONTHS = 36


def _decided(call: Call) -> Answer:
    end = timezone.localdate()
    text = call.query.get("months", "") or "12"
    months = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    if not 1 <= months <= _MOST_MONTHS:
        raise invalid("months", _now("De 1 à %(most)s mois.") % {"most": _MOST_MONTHS})
    spec = understand(LISTS["companies"], call.actor, Asked(filter=call.query.get("filter", "")))
    if spec.problems:
        raise invalid("filter", problem_words(spec.problems[0]))
    start = add_months(end, -months)
    found = read_reasons(spec, start, end)
    return Answer(
        {
            "from": day(start),
            "to": day(end),
            "by_reason": _tallies(found.by_reason, "reason"),
            "by_competitor": _tallies(found.by_competitor, "competitor"),
            "left": dict(found.left),
            "stays": dict(found.stays),
            "departures": found.departures,
            "departures_explained": found.explained,
        }
    )


def _tallies(found: Tallies, name: str) -> list[dict[str, Any]]:
    return [
        {
            name: key or None,
            "won": each.won,
            "lost": each.lost,
            "won_amount": amount(each.won_amount),
            "lost_amount": amount(each.lost_amount),
        }
        for key, each in sorted(found.items(), key=lambda pair: (-pair[1].decided, str(pair[0])))
    ]


def _of_company(call: Call) -> Answer:
    company = load(visible_companies(call.actor), call.public_id)
    rows = ToldReason.objects.filter(company=company).select_related("competitor", "author")
    return Answer({"items": [_json(each) for each in rows.order_by("-told_on", "-pk")[:200]]})


def _tell(call: Call) -> Answer:
    given = read_fields(call.body, _TOLD, {}, besides=frozenset({"guard_reason"})).values
    company = load(visible_companies(call.actor), call.public_id)
    values = {name: str(given.get(name) or "") for name in _TOLD}
    values["told_on"] = values["told_on"] or timezone.localdate().isoformat()
    made = tell_reason(
        call.actor,
        company,
        side=values.pop("side"),
        values=values,
        guard_reason=text_option(call.body, "guard_reason"),
    )
    row = ToldReason.objects.select_related("competitor", "author").get(pk=made.pk)
    return Answer(_json(row), status=201)


def _withdraw(call: Call) -> Answer:
    rows = ToldReason.objects.filter(company__in=visible_companies(call.actor)).select_related("company")
    withdraw_reason(call.actor, load(rows.order_by("pk"), call.public_id))
    return Answer(status=204)


def _json(row: ToldReason) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "side": row.side,
        "reason": row.reason,
        "competitor": row.competitor.name if row.competitor is not None else None,
        "told_on": day(row.told_on),
        "note": row.note,
        "author": person(row.author),
    }


_TALLY: dict[str, Any] = record(
    {**dict.fromkeys(("won", "lost"), COUNT), **dict.fromkeys(("won_amount", "lost_amount"), AMOUNT)}
)
_TALLIES: dict[str, Any] = {"type": "array", "items": _TALLY}
_COUNTS: dict[str, Any] = {"type": "object"}
_DECIDED: dict[str, Any] = record(
    {
        **dict.fromkeys(("from", "to"), DAY),
        **dict.fromkeys(("by_reason", "by_competitor"), _TALLIES),
        **dict.fromkeys(("left", "stays"), _COUNTS),
        **dict.fromkeys(("departures", "departures_explained"), COUNT),
    }
)
_ROW: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "side", "reason", "note"), TEXT),
        "competitor": PERHAPS,
        "told_on": DAY,
        "author": REF,
    }
)
_PERIOD = Parameter(
    "months",
    _("Sur combien de mois ; 12 sans lui."),
    {"type": "integer", "minimum": 1, "maximum": _MOST_MONTHS},
)
_FILTER = Parameter("filter", _("Ce que les fiches ont en commun, écrit comme dans l’adresse d’une liste."))


def _body() -> Mapping[str, Any]:
    more: dict[str, Any] = {
        "side": {**TEXT, "enum": [each.value for each in ReasonSide]},
        "reason": {**TEXT, "enum": [each.value for each in RelationReason]},
        "guard_reason": REASON,
    }
    return input_schema(_TOLD, needed=["side", "reason"], more=more)


REASONS = (
    Endpoint(
        "GET", "reasons", "get_reasons",
        _("Pourquoi les affaires se gagnent et se perdent, pourquoi les clients partent"),
        S.PROSPECTING_READ, _decided, query=(_PERIOD, _FILTER), answer=lambda: _DECIDED, group=_GROUP,
    ),
    Endpoint(
        "GET", "companies/{id}/reasons", "list_told_reasons",
        _("Ce qu’une entreprise a dit de ce qui la retient ou la fait partir"),
        S.PROSPECTING_READ, _of_company, answer=lambda: items_of(_ROW), group=_GROUP,
    ),
    Endpoint(
        "POST", "companies/{id}/reasons", "tell_reason", _("Noter pourquoi une entreprise part ou reste"),
        S.PROSPECTING_WRITE, _tell, body=_body, answer=lambda: _ROW, status=201, group=_GROUP,
    ),
    Endpoint(
        "DELETE", "told-reasons/{id}", "withdraw_reason", _("Retirer une raison notée par erreur"),
        S.PROSPECTING_WRITE, _withdraw, status=204, group=_GROUP,
    ),
)  # fmt: skip
