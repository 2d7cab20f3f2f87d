"""Why deals were lost, against whom: reasons by competitor, each cell opens its deals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from negoce.companies.rules.filters import Condition, Operator
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.matrices.words import REASON_MESSAGES
from negoce.portfolio.queries.deal_tallies import by_part
from negoce.portfolio.rules.reasons import Tally, summed_up
from negoce.ui.words.figures import number, short_money
from negoce.ui.words.say import say
from negoce.web.win_loss.asked import Asked

Cells = Mapping[tuple[str, str], Tally]
_RIVALS = 8
_SHADES = 5


def why_context(asked: Asked, cells: Cells) -> Mapping[str, object]:
    """What the tab of reasons shows, of the deals by reason and competitor; nothing is read."""
    return {
        "sentences": _sentences(cells),
        "grids": [_grid(asked, cells, won=False), _grid(asked, cells, won=True)],
    }


def _grid(asked: Asked, cells: Cells, *, won: bool) -> Mapping[str, object]:
    counts = {key: each.won if won else each.lost for key, each in cells.items()}
    reasons, rivals = Counter[str](), Counter[str]()
    for (reason, rival), count in counts.items():
        reasons[reason] += count
        rivals[rival] += count
    reasons, rivals = +reasons, +rivals
    by_reason = by_part(cells, 0)
    named = sorted((each for each in rivals if each), key=lambda each: (-rivals[each], each))
    columns = [*named[:_RIVALS], *([""] if rivals[""] else [])]
    top = max(counts.values(), default=0)
    ordered = sorted(reasons, key=lambda each: (not each, -reasons[each], each))
    state = DealState.WON.value if won else DealState.LOST.value
    return {
        "title": _("Pourquoi l’on gagne") if won else _("Pourquoi l’on perd"),
        "heads": [name or _("Sans concurrent nommé") for name in columns],
        "hidden": len(named) - len(named[:_RIVALS]),
        "lines": [
            {
                "name": label_of(OutcomeReason, reason) if reason else _("Sans raison notée"),
                "cells": [_cell(asked, state, reason, rival, counts, top) for rival in columns],
                "total": _count(asked, reasons[reason], state, _reason(reason)),
                "amount": short_money(by_reason[reason].won_amount if won else by_reason[reason].lost_amount),
            }
            for reason in ordered
        ],
        "totals": [_count(asked, rivals[rival], state, _rival(rival)) for rival in columns],
        "whole": _count(asked, reasons.total(), state),
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


def _sentences(cells: Cells) -> Sequence[str]:
    """The same sums as those of the page of reasons, over the same deals."""
    rivals = {name: each for name, each in by_part(cells, 1).items() if name}
    return [_said(each) for each in summed_up(by_part(cells, 0), rivals, {}, {})]


def _said(each: Explanation) -> str:
    figures = dict(each.figures)
    if "reason" in figures:
        figures["reason"] = label_of(OutcomeReason, str(figures["reason"]))
    return say(Explanation(each.code, figures), REASON_MESSAGES)
