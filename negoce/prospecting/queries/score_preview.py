"""What a rule that is being written would do to scores, before it is saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from negoce.companies.queries.visible import visible_companies
from negoce.identity.rules.actor import Actor
from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind
from negoce.prospecting.models import ScoreRule
from negoce.prospecting.queries.lead_scores import CLASSES, meets, visible_scores
from negoce.prospecting.queries.score_events import score_events
from negoce.prospecting.rules.lead_score import MOST, PROPOSED_AT, fading

_TENTH, _NOTHING = Decimal("0.1"), Decimal(0)


@dataclass(frozen=True, slots=True)
class ScorePreview:
    """Companies that the actor sees: how many a rule touches, by class before and after, proposed before and after."""

    touched: int
    before: Mapping[int, int]
    after: Mapping[int, int]
    proposed_before: int
    proposed_after: int


def preview_rule(actor: Actor, old: ScoreRule | None, new: ScoreRule | None, today: date) -> ScorePreview:
    """Scores as stored, and with `new` instead of `old`; either may be None."""
    stored = dict(visible_scores(actor).order_by().values_list("company_id", "whole"))
    changed = dict(stored)
    touched = 0
    if old is not None and old.is_active:
        for key, points in _gains(actor, old, today).items():
            changed[key] = changed.get(key, _NOTHING) - points
    if new is not None and new.is_active:
        gains = _gains(actor, new, today)
        touched = len(gains)
        for key, points in gains.items():
            changed[key] = changed.get(key, _NOTHING) + points
    everybody = visible_companies(actor).count()
    before, after = ([_bounded(whole) for whole in each.values()] for each in (stored, changed))
    return ScorePreview(
        touched,
        _classes(before, everybody),
        _classes(after, everybody),
        sum(score >= PROPOSED_AT for score in before),
        sum(score >= PROPOSED_AT for score in after),
    )


def _gains(actor: Actor, rule: ScoreRule, today: date) -> Mapping[int, Decimal]:
    if rule.kind == ScoreRuleKind.FIT.value:
        return dict.fromkeys(meets(rule.filter_text, None, actor), rule.points)
    seen = None if actor.sees_everything else frozenset(visible_companies(actor).values_list("pk", flat=True))
    found: dict[int, Decimal] = defaultdict(lambda: _NOTHING)
    for key, _event, day in score_events(None, today, [ScoreEvent(rule.event)]):
        if seen is None or key in seen:
            found[key] += rule.points * fading(min((today - day).days, 1_080))
    return found


def _bounded(whole: Decimal) -> Decimal:
    return min(max(Decimal(str(whole)), _NOTHING), MOST).quantize(_TENTH, ROUND_HALF_UP)


def _classes(scores: list[Decimal], everybody: int) -> Mapping[int, int]:
    found = dict.fromkeys(CLASSES, 0)
    for score in scores:
        found[max(low for low in CLASSES if score >= low)] += 1
    found[0] += max(0, everybody - len(scores))
    return found
