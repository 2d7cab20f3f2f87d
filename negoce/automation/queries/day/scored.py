"""Suspects and leads whom their score proposes, by rules (R-P2) or learned, and whom nobody contacts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import Combinable

from negoce.automation.enums import DayKind
from negoce.automation.queries.day.asked import MOST_OF_A_SOURCE, Asked, Candidate
from negoce.automation.rules.day_kinds import LEARNED_LEAST, LEARNED_TIMES
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.models import CustomerLife, ScoringFit
from negoce.prospecting.rules.lead_score import PROPOSED_AT

_WHO = (LifeStatus.SUSPECT.value, LifeStatus.LEAD.value)
_READ = (
    "company_id", "company__public_id", "company__lead_score__score", "company__lead_score__reached_on",
    "company__model_score__percent", "company__model_score__fit_id", "company__model_score__fit__outcome",
)  # fmt: skip


def scored_leads(asked: Asked) -> Sequence[Candidate]:
    """Suspects and leads that reached 60 points, or a learned chance well above the usual one; two queries.

    Of two scores the learned one gives the chance of the action, where it was taught who becomes a customer: another
    outcome, a field of the house, promises none. Who was contacted of late, or is to be, waits.
    """
    usual = _usual_percent()
    learned = max(LEARNED_LEAST, LEARNED_TIMES * usual) if usual is not None else None
    proposed = Q(company__lead_score__reached_on__isnull=False)
    best: list[str | Combinable] = [F("company__lead_score__score").desc(nulls_last=True), "company_id"]
    if learned is not None:
        # What a fit of another outcome said stands until the job of this one has run.
        proposed |= Q(company__model_score__percent__gte=learned, company__model_score__fit__outcome="")
        best.insert(0, F("company__model_score__percent").desc(nulls_last=True))
    rows = (
        CustomerLife.objects.filter(
            proposed, asked.untouched(), company__in=asked.own().values("pk"), status__in=_WHO
        )
        .order_by(*best)
        .values(*_READ)
    )
    return [_candidate(row, usual, learned) for row in rows[:MOST_OF_A_SOURCE]]


def _usual_percent() -> float | None:
    """What share of the rows that taught the fit in use became customers, in percent; None where it was taught another
    outcome, or nothing is learned.
    """
    fit = ScoringFit.objects.filter(in_use=True, outcome="").values("rows", "good").first()
    return 100 * fit["good"] / fit["rows"] if fit is not None and fit["rows"] else None


def _candidate(row: Mapping[str, Any], usual: float | None, learned: float | None) -> Candidate:
    reached, percent = row["company__lead_score__reached_on"], row["company__model_score__percent"]
    figures: dict[str, object] = {}
    facts = []
    code = "day.lead"
    if reached is not None:
        code += "_points"
        facts.append(reached.isoformat())
        figures |= {
            "points": int(row["company__lead_score__score"]),
            "least": int(PROPOSED_AT),
            "since": reached,
        }
    if usual is None or learned is None or row["company__model_score__fit__outcome"]:
        percent = None
    elif percent is not None and percent >= learned:
        code += "_learned"
        facts.append(f"fit {row['company__model_score__fit_id']}")
        figures |= {"percent": round(percent), "usual": round(usual)}
    public_id = row["company__public_id"]
    return Candidate(
        DayKind.LEAD_SCORED,
        key=public_id,
        fact=", ".join(facts),
        company_id=row["company_id"],
        target=public_id,
        gesture="call",
        code=code,
        figures=figures,
        due_on=reached,
        probability=float(percent / 100) if percent is not None else None,
    )
