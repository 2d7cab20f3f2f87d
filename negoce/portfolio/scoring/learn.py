"""From a table to a scorer and what it is worth, as the fits of leads and of deals keep them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from negoce.portfolio.scoring.backtest import backtest
from negoce.portfolio.scoring.cells import Table
from negoce.portfolio.scoring.columns import Choice, choose_columns
from negoce.portfolio.scoring.frame import Floats, Frame, Ints, frame_of
from negoce.portfolio.scoring.judging import Judged
from negoce.portfolio.scoring.outcomes import LEAST_ROWS, CannotLearn, Outcome, check_holders
from negoce.portfolio.scoring.scorer import Scorer, fit_scorer
from negoce.portfolio.scoring.stored import stored

Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Learned:
    """`rows` are the places in the table that taught, `owners` whose each is, `told` what each was told unseen."""

    rows: Ints
    good: Ints
    owners: Ints
    frame: Frame
    scorer: Scorer
    content: Mapping[str, Any]
    judged: Mapping[str, Any]
    columns: Sequence[Mapping[str, Any]]
    left_out: Sequence[Mapping[str, Any]]
    told: Floats


def learn(
    table: Table,
    outcome: str,
    told: Outcome,
    owners: Sequence[int],
    *,
    forest: bool = False,
    progress: Progress | None = None,
) -> Learned:
    """Choose the columns, judge by cross-validation with each owner on one side, then fit on all.

    Raises CannotLearn, also where fewer than LEAST_ROWS owners have an outcome.
    """
    groups = np.array(owners, dtype=np.int64)[told.rows]
    holders = len(np.unique(groups))
    if holders < LEAST_ROWS:
        raise CannotLearn("few_rows", rows=holders, least=LEAST_ROWS)
    check_holders(told.good, groups)
    choice = choose_columns(table, told, outcome_name=outcome, groups=groups)
    frame = frame_of(choice.used, table, told.rows)
    found = backtest(frame, told.good, repeats=1, groups=groups, forest=forest, progress=progress)
    scorer = fit_scorer(frame, told.good, groups=groups, forest=forest)
    judged = {family.value: judged_record(each) for family, each in found.families.items()}
    used, left = _columns(choice)
    return Learned(
        told.rows, told.good, groups, frame, scorer, stored(scorer), judged | {"kept": judged_record(found.kept)},
        used, left, found.told,
    )  # fmt: skip


def judged_record(found: Judged) -> Mapping[str, Any]:
    """What rows that were not seen said of a model, as JSON keeps it."""
    return {
        "auc": round(found.auc, 4), "brier": round(found.brier, 4), "log_loss": round(found.log_loss, 4),
        "gap": round(found.gap, 4), "lift_10": round(found.lift_10, 3), "lift_20": round(found.lift_20, 3),
        "tenths": [[each.rows, round(each.said, 4), round(each.came, 4)] for each in found.tenths],
    }  # fmt: skip


def heaviest(
    scorer: Scorer, table: Table, place: int, added: Sequence[float], *, most: int = 5, least: float = 0.05
) -> list[dict[str, Any]]:
    """What weighed most in one row, the heaviest first: its column, its value, what it adds in log-odds."""
    order = sorted(range(len(added)), key=lambda at: -abs(added[at]))[:most]
    return [
        {
            "column": scorer.columns[at].name,
            "value": table.get(scorer.columns[at].name, [""] * (place + 1))[place][:80],
            "added": round(added[at], 2),
        }
        for at in order
        if abs(added[at]) >= least
    ]


def _columns(choice: Choice) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
    used: list[Mapping[str, Any]] = [
        {"name": each.name, "alone": each.alone, "suspect": each.suspect} for each in choice.used
    ]
    left: list[Mapping[str, Any]] = [
        {"name": each.name, "reason": each.reason.value, "alone": each.alone} for each in choice.left
    ]
    return used, left
