"""Learns a score on the team's own outcomes; each fit is kept, one is in use (P6)."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.custom_known import find_custom
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.dates import add_months
from negoce.kit.refusal import Refused, refuse_field
from negoce.portfolio.models import ScoringFit
from negoce.portfolio.queries.scoring_facts import HORIZON_DAYS, facts_on, past_days
from negoce.portfolio.queries.scoring_fields import column_of, outcome_fields, told_by_fields

if TYPE_CHECKING:
    from negoce.portfolio.scoring.columns import Choice
    from negoce.portfolio.scoring.judging import Judged

TASK, SCORES_TASK = "portfolio.fit_scores", "portfolio.refresh_model_scores"
_MOST_ROWS = 40_000
_OUTCOME = "\0outcome"


def request_fit(actor: Actor, *, outcome: str = "") -> Job:
    """Learn anew in the background; `outcome` is empty (a customer within 180 days) or the key of a custom field.

    Raises NotAllowed; Refused for a field that cannot be an outcome.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    if outcome and outcome not in {each.key for each in outcome_fields()}:
        raise refuse_field("outcome", _("Ce champ ne peut pas servir de résultat."))
    arguments = {"outcome": outcome}
    return enqueue(
        TASK, arguments, actor_id=actor.user_id, unique_key=TASK, queue=JobQueue.LONG, shown_to_all=True
    )


def is_due(today: date) -> bool:
    """Whether a month has passed since the last fit."""
    last = ScoringFit.objects.only("known_until").first()
    return last is None or last.known_until <= add_months(today, -1)


def fit_scores(
    *, today: date, outcome: str = "", asked_by: int | None = None, hold: Callable[[], None] = lambda: None,
    progress: Callable[[int, int], object] | None = None,
) -> ScoringFit:  # fmt: skip
    """Learn, judge by cross-validation, keep; in use from now on unless somebody chose another by hand.

    Where there is not enough to learn from, the fit says so with its figure, and what was in use stays.
    """
    import numpy as np

    from negoce.portfolio.scoring.backtest import backtest
    from negoce.portfolio.scoring.columns import choose_columns
    from negoce.portfolio.scoring.frame import frame_of
    from negoce.portfolio.scoring.outcomes import LEAST_ROWS, CannotLearn, read_outcome
    from negoce.portfolio.scoring.scorer import fit_scorer
    from negoce.portfolio.scoring.stored import stored

    began = time.perf_counter()
    fit = ScoringFit(known_until=today, outcome=outcome, horizon_days=HORIZON_DAYS, asked_by_id=asked_by)
    table, name, owners = _team_table(today) if not outcome else _field_table(outcome)
    fit.outcome_label = "" if not outcome else name
    try:
        told = read_outcome(table[name])
        groups = np.array(owners, dtype=np.int64)[told.rows]
        fit.rows, fit.good = len(told.rows), int(told.good.sum())
        fit.companies = len(set(groups.tolist()))
        if fit.companies < LEAST_ROWS:
            raise CannotLearn("few_rows", rows=fit.companies, least=LEAST_ROWS)
        choice = choose_columns(table, told, outcome_name=name)
        frame = frame_of(choice.used, table, told.rows)
        found = backtest(frame, told.good, repeats=1, groups=groups, progress=progress)
        scorer = fit_scorer(frame, told.good, groups=groups)
        fit.family, fit.content = scorer.family.value, stored(scorer)
        fit.judged = {family.value: _judged(each) for family, each in found.families.items()}
        fit.judged["kept"] = _judged(found.kept)
        fit.columns, fit.left_out = _columns(choice)
    except CannotLearn as problem:
        fit.problem, fit.figures = problem.code, dict(problem.figures)
        fit.rows = fit.rows or sum(1 for cell in table[name] if cell)
        fit.companies = fit.companies or len(set(owners))
    fit.seconds = round(time.perf_counter() - began, 1)
    _keep(fit, hold)
    return fit


def use_fit(actor: Actor, fit: ScoringFit, *, follow_newest: bool = False) -> None:
    """Put a fit in use by hand; it stays unless `follow_newest`. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    if fit.problem:
        raise Refused(_("Cet ajustement n’a rien pu apprendre : il ne peut pas servir."))
    with transaction.atomic():
        ScoringFit.objects.filter(in_use=True).update(in_use=False)
        ScoringFit.objects.update(is_chosen=False)
        ScoringFit.objects.filter(pk=fit.pk).update(in_use=True, is_chosen=not follow_newest)
        changes = {"in_use": (None, fit.public_id)}
        record(
            actor,
            Entry(
                "updated", "scoring_fit", fit.pk, subject_name=fit.known_until.isoformat(), changes=changes
            ),
        )
        enqueue(SCORES_TASK, {}, actor_id=actor.user_id, unique_key=SCORES_TASK, queue=JobQueue.LONG)


def _keep(fit: ScoringFit, hold: Callable[[], None]) -> None:
    with transaction.atomic():
        hold()
        if not fit.problem and not ScoringFit.objects.filter(in_use=True, is_chosen=True).exists():
            ScoringFit.objects.filter(in_use=True).update(in_use=False)
            fit.in_use = True
        fit.save()


def _team_table(today: date) -> tuple[dict[str, list[str]], str, list[int]]:
    """What was known on each past day, whether a purchase followed, and whose row each is."""
    past, bought = past_days(today)
    companies = {key for _day, keys in past for key in keys}
    rows = sum(len(keys) for _day, keys in past)
    if rows > _MOST_ROWS:
        most = len(companies) * _MOST_ROWS // rows
        companies = set(sorted(companies, key=lambda key: key * 2_654_435_761 % 1_000_003)[:most])
    whole: dict[str, list[str]] = {}
    owners: list[int] = []
    horizon = timedelta(days=HORIZON_DAYS)
    for day, known in past:
        keys, table = facts_on({key: day for key in known if key in companies})
        table[_OUTCOME] = ["1" if key in bought and bought[key] <= day + horizon else "0" for key in keys]
        for name, cells in table.items():
            whole.setdefault(name, []).extend(cells)
        owners += keys
    whole.setdefault(_OUTCOME, [])
    return whole, _OUTCOME, owners


def _field_table(outcome: str) -> tuple[dict[str, list[str]], str, list[int]]:
    field = find_custom("company", outcome)
    if field is None:
        return {_OUTCOME: []}, _OUTCOME, []
    keys, table = told_by_fields(field)
    return table, column_of(field), keys


def _judged(found: Judged) -> Mapping[str, Any]:
    return {
        "auc": round(found.auc, 4), "brier": round(found.brier, 4), "log_loss": round(found.log_loss, 4),
        "gap": round(found.gap, 4), "lift_10": round(found.lift_10, 3), "lift_20": round(found.lift_20, 3),
        "tenths": [[each.rows, round(each.said, 4), round(each.came, 4)] for each in found.tenths],
    }  # fmt: skip


def _columns(choice: Choice) -> tuple[list[Any], list[Any]]:
    used = [{"name": each.name, "alone": each.alone, "suspect": each.suspect} for each in choice.used]
    left = [{"name": each.name, "reason": each.reason.value, "alone": each.alone} for each in choice.left]
    return used, left
