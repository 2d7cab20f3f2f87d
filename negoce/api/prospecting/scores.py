"""What makes a company worth calling: its score line by line, what was learned, its two indexes and their notes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.api.endpoints import Answer, Call, Endpoint
from negoce.api.problems import invalid
from negoce.api.records.links import only
from negoce.api.records.numbers import as_typed, number_of
from negoce.api.records.one import load
from negoce.api.records.schemas import ID
from negoce.api.steering.shapes import AMOUNT, COUNT, DAY, PERHAPS, TEXT, amount, day, items_of, record
from negoce.companies.models import Company
from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.identity.rules.token_scopes import TokenScope as S
from negoce.portfolio.actions.target_criteria import name_of
from negoce.portfolio.actions.target_note import give_note
from negoce.portfolio.models import ModelScore
from negoce.prospecting.models import CompanyScore, ScoreRule, TargetCriterion, TargetIndex, TargetNote
from negoce.prospecting.queries.lead_scores import rules
from negoce.prospecting.queries.target_index import reads_note

_GROUP = _("Prospection")


def _score(call: Call) -> Answer:
    company = load(visible_companies(call.actor), call.public_id)
    row = CompanyScore.objects.filter(company=company).first()
    learned = ModelScore.objects.filter(company=company).select_related("fit").defer("fit__content").first()
    return Answer(
        {
            "score": f"{row.score:.1f}" if row is not None else "0.0",
            "as_of": day(row.as_of) if row is not None else None,
            "proposed_since": day(row.reached_on) if row is not None else None,
            "lines": _lines(row) if row is not None else [],
            "learned": None
            if learned is None
            else {
                "percent": f"{learned.percent:.1f}",
                "as_of": day(learned.as_of),
                "outcome": learned.fit.outcome or "customer",
                "within_days": None if learned.fit.outcome else learned.fit.horizon_days,
                "reasons": [
                    {"column": each["column"], "value": each["value"], "log_odds": round(each["added"], 4)}
                    for each in learned.reasons
                ],
            },
        }
    )


def _lines(row: CompanyScore) -> list[dict[str, Any]]:
    keys = [each["rule"] for each in row.lines if "rule" in each]
    names = dict(ScoreRule.objects.filter(public_id__in=keys).order_by("pk").values_list("public_id", "name"))
    return [
        {
            "rule": each["rule"],
            "name": names.get(each["rule"]),
            "points": each["points"],
            "on": each.get("on"),
            "worth": each.get("worth", each["points"]),
        }
        for each in row.lines
        if "rule" in each
    ]


def _rules(_call: Call) -> Answer:
    return Answer(
        {
            "items": [
                {
                    "id": each.public_id,
                    **{name: getattr(each, name) for name in ("kind", "name", "event", "is_active")},
                    "filter": each.filter_text,
                    "points": f"{each.points:.1f}",
                }
                for each in rules()
            ]
        }
    )


def _target(call: Call) -> Answer:
    return Answer(_target_json(call.actor, load(visible_companies(call.actor), call.public_id)))


def _note(call: Call) -> Answer:
    only(call, frozenset({"criterion", "note"}))
    company = load(visible_companies(call.actor), call.public_id)
    key, note = call.body.get("criterion"), call.body.get("note")
    criterion = TargetCriterion.objects.filter(public_id=key).first() if isinstance(key, str) else None
    if criterion is None:
        raise invalid("criterion", _now("Cet identifiant n’est celui d’aucune fiche visible."))
    typed = "" if note is None else str(as_typed(call.actor, number_of(note, "note")))
    give_note(call.actor, company, criterion, typed=typed)
    return Answer(_target_json(call.actor, company))


def _target_json(actor: Actor, company: Company) -> dict[str, Any]:
    row = TargetIndex.objects.filter(company=company).first()
    by_hand = set(
        TargetNote.objects.filter(company=company).order_by().values_list("criterion_id", flat=True)
    )
    found = TargetCriterion.objects.order_by("-side", "position", "pk")
    return {
        "potential": _index(row.potential) if row is not None else None,
        "accessibility": _index(row.accessibility) if row is not None else None,
        "priority": row.priority if row is not None else None,
        "size": amount(row.size) if row is not None else None,
        "as_of": day(row.as_of) if row is not None else None,
        "notes": [
            {
                "criterion": each.public_id,
                "name": name_of(each),
                "side": each.side,
                "weight": each.weight,
                "note": _tenths(getattr(row, f"note_{each.slot}"))
                if row is not None and reads_note(actor, each.source)
                else None,
                "by_hand": each.pk in by_hand,
            }
            for each in found
        ],
    }


def _index(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"


def _tenths(note: int | None) -> str | None:
    return None if note is None else f"{Decimal(note) / 10:.1f}"


_SCORE: dict[str, Any] = record(
    {
        "score": TEXT,
        **dict.fromkeys(("as_of", "proposed_since"), DAY),
        "lines": {"type": "array", "items": {"type": "object"}},
        "learned": {"type": ["object", "null"]},
    }
)
_RULE: dict[str, Any] = record(
    {
        **dict.fromkeys(("id", "kind", "name", "event", "filter", "points"), TEXT),
        "is_active": {"type": "boolean"},
    }
)
_TARGET: dict[str, Any] = record(
    {
        **dict.fromkeys(("potential", "accessibility"), PERHAPS),
        "priority": COUNT,
        "size": AMOUNT,
        "as_of": DAY,
        "notes": {"type": "array", "items": {"type": "object"}},
    }
)
_NOTE: Mapping[str, Any] = {
    "type": "object",
    "required": ["criterion", "note"],
    "additionalProperties": False,
    "properties": {
        "criterion": ID,
        "note": {"type": ["number", "string", "null"], "description": "0 to 10; null: the facts count again"},
    },
}
SCORES = (
    Endpoint(
        "GET", "companies/{id}/score", "get_score",
        _("Le score d’une entreprise règle par règle, et la probabilité apprise avec ses raisons"),
        S.PROSPECTING_READ, _score, answer=lambda: _SCORE, group=_GROUP,
    ),
    Endpoint(
        "GET", "score-rules", "list_score_rules", _("Les règles du score"), S.PROSPECTING_READ, _rules,
        answer=lambda: items_of(_RULE), group=_GROUP,
    ),
    Endpoint(
        "GET", "companies/{id}/target", "get_target",
        _("Le potentiel et l’accessibilité d’une entreprise, note par note"), S.PROSPECTING_READ, _target,
        answer=lambda: _TARGET, group=_GROUP,
    ),
    Endpoint(
        "PATCH", "companies/{id}/target", "give_target_note",
        _("Noter une entreprise sur un critère, ou rendre la parole aux faits"), S.PROSPECTING_WRITE, _note,
        body=lambda: _NOTE, answer=lambda: _TARGET, group=_GROUP,
    ),
)  # fmt: skip
