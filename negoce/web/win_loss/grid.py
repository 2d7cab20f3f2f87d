"""Why deals were lost, against whom: reasons by competitor, each cell opens its deals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.companies.rules.filters import Condition, Operator
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.matrices.words import REASON_MESSAGES
from negoce.portfolio.queries.reasons import Tallies
from negoce.portfolio.rules.reasons import summed_up
from negoce.portfolio.rules.win_loss import Decided, tallies, whole_of
from negoce.ui.words.figures import number, short_money
from negoce.ui.words.say import say
from negoce.web.win_loss.asked import Asked

_RIVALS = 8
_SHADES = 5


def why_context(asked: Asked, deals: Sequence[Decided]) -> Mapping[str, object]:
    """What the tab of reasons shows; nothing is read."""
    return {
        "sentences": _sentences(deals),
        "grids": [_grid(asked, deals, won=False), _grid(asked, deals, won=True)],
    }


def _grid(asked: Asked, deals: Sequence[Decided], *, won: bool) -> Mapping[str, object]:
    mine = [each for each in deals if each.won is won]
    counts = Counter((each.reason, each.competitor) for each in mine)
    reasons = Counter(each.reason for each in mine)
    by_rival = Counter(each.competitor for each in mine if each.competitor)
    rivals = [name for name, _count in sorted(by_rival.items(), key=lambda item: (-item[1], item[0]))][
        :_RIVALS
    ]
    columns = [*rivals, *([""] if any(not each.competitor for each in mine) else [])]
    top = max(counts.values(), default=0)
    ordered = sorted(reasons, key=lambda each: (not each, -reasons[each], each))
    state = DealState.WON.value if won else DealState.LOST.value
    return {
        "title": _("Pourquoi l’on gagne") if won else _("Pourquoi l’on perd"),
        "heads": [name or _("Sans concurrent nommé") for name in columns],
        "hidden": len(by_rival) - len(rivals),
        "lines": [
            {
                "name": label_of(OutcomeReason, reason) if reason else _("Sans raison notée"),
                "cells": [_cell(asked, state, reason, rival, counts, top) for rival in columns],
                "total": _count(asked, reasons[reason], state, _reason(reason)),
                "amount": short_money(_amount(mine, reason)),
            }
            for reason in ordered
        ],
        "totals": [
            _count(asked, sum(each.competitor == rival for each in mine), state, _rival(rival))
            for rival in columns
        ],
        "whole": _count(asked, len(mine), state),
    }


def _cell(
    asked: Asked, state: str, reason: str, rival: str, counts: Mapping[tuple[str, str], int], top: int
) -> Mapping[str, object]:
    count = counts.get((reason, rival), 0)
    found = _count(asked, count, state, _reason(reason), _rival(rival))
    return {**found, "shade": -(-count * _SHADES // top) if count else ""}


def _count(asked: Asked, count: int, state: str, *more: Condition) -> Mapping[str, object]:
    return {
        "count": number(count) if count else "",
        "url": asked.deals(*more, state=state) if count else "",
    }


def _reason(reason: str) -> Condition:
    return (
        Condition("outcome_reason", Operator.IS, (reason,))
        if reason
        else Condition("outcome_reason", Operator.EMPTY)
    )


def _rival(rival: str) -> Condition:
    return (
        Condition("competitor", Operator.IS, (rival,)) if rival else Condition("competitor", Operator.EMPTY)
    )


def _amount(deals: Sequence[Decided], reason: str) -> Decimal:
    whole = whole_of(each for each in deals if each.reason == reason)
    return whole.won_amount + whole.lost_amount


def _sentences(deals: Sequence[Decided]) -> Sequence[str]:
    """The same sums as those of the page of reasons, over the same deals."""
    rivals: Tallies = {
        name: each for name, each in tallies(deals, lambda each: each.competitor).items() if name
    }
    return [_said(each) for each in summed_up(tallies(deals, lambda each: each.reason), rivals, {}, {})]


def _said(each: Explanation) -> str:
    figures = dict(each.figures)
    if "reason" in figures:
        figures["reason"] = label_of(OutcomeReason, str(figures["reason"]))
    return say(Explanation(each.code, figures), REASON_MESSAGES)
