"""Figures of the portfolio as its page writes them."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.kit.explain import Explanation, Finding
from negoce.kit.worked import Worked
from negoce.portfolio.rules.portrait import Outcome
from negoce.portfolio.steering.words import MESSAGES
from negoce.ui.words.figures import NOTHING as NOTHING
from negoce.ui.words.figures import change as change
from negoce.ui.words.figures import money as money
from negoce.ui.words.figures import number as number
from negoce.ui.words.figures import percent as percent
from negoce.ui.words.figures import points as points
from negoce.ui.words.figures import short_money as short_money
from negoce.ui.words.say import say


def why(outcome: Outcome | Worked[object]) -> Sequence[str]:
    """The sentences of a result, with its own numbers, then what there is to warn of; or why there is none."""
    if isinstance(outcome, Outcome):
        if outcome.worked is None:
            return [_said(outcome.refusal)] if outcome.refusal is not None else []
        outcome = outcome.worked
    steps = [say(Explanation(step.code, step.figures), MESSAGES) for step in outcome.steps]
    return [*steps, *(_said(finding) for finding in outcome.findings)]


def _said(finding: Finding) -> str:
    return say(finding, MESSAGES)
