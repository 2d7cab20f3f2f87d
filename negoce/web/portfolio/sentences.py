"""Steps of the portfolio's rules in words."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.kit.explain import Explanation
from negoce.kit.worked import Step
from negoce.portfolio.words import MESSAGES
from negoce.ui.words.say import say


def sentence(code: str) -> str:
    """The sentence of a code without figures."""
    return say(Explanation(code), MESSAGES)


def sentences(steps: Sequence[Step]) -> Sequence[str]:
    """The sentence of each step."""
    return [say(Explanation(step.code, step.figures), MESSAGES) for step in steps]
