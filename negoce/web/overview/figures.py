"""Figures of the portfolio as its page writes them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.kit.explain import Explanation, Finding
from negoce.kit.money import (
    MINUS,
    NARROW_SPACE,
    format_decimal,
    format_money_compact,
    format_money_round,
    format_percent,
)
from negoce.kit.worked import Worked
from negoce.portfolio.rules.portrait import Outcome
from negoce.portfolio.steering.words import MESSAGES
from negoce.ui.words.say import reader_language, say

NOTHING = "—"


def money(amount: Decimal | None) -> str:
    """« 64 820 € »."""
    return NOTHING if amount is None else format_money_round(amount, reader_language())


def short_money(amount: Decimal | None, *, signed: bool = False) -> str:
    """« 112 k€ », with its sign when asked."""
    if amount is None:
        return NOTHING
    written = format_money_compact(amount, reader_language())
    return f"+{written}" if signed and amount > 0 else written


def percent(points: Decimal | None, decimals: int = 1) -> str:
    """Percent points as « 11,8 % »."""
    return NOTHING if points is None else format_percent(points / 100, reader_language(), decimals)


def points(change: Decimal) -> str:
    """« −1,2 pt »."""
    sign = "+" if change > 0 else (MINUS if change < 0 else "")
    written = format_decimal(abs(change), reader_language(), 1)
    return _("%(sign)s%(points)s pt") % {"sign": sign, "points": written}


def number(value: Decimal | int | None, decimals: int = 0) -> str:
    """A number of things."""
    return NOTHING if value is None else format_decimal(value, reader_language(), decimals)


def change(now: int, before: int) -> str:
    """« +4 », « −2 », « = »."""
    if now == before:
        return "="
    sign = "+" if now > before else MINUS
    return f"{sign}{number(abs(now - before))}"


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


def thin(value: str) -> str:
    """A value whose inner spaces do not break."""
    return value.replace(" ", NARROW_SPACE)
