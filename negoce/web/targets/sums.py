"""The sums of the grid, by row and by month, as they are shown and drawn again after a change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from negoce.portfolio.enums import TargetKind
from negoce.portfolio.queries.target_parts import PartsLine
from negoce.portfolio.queries.targets import TargetLine
from negoce.portfolio.rules.attainment import Attainment, attainment, months_of
from negoce.ui.html import text
from negoce.web.targets.figures import percent, whole

ZERO = Decimal(0)


def cell_shown(amount: Decimal | None) -> SafeString:
    """A target in its cell; a dash where there is none."""
    return SafeString(text(whole(amount)) if amount is not None else '<span class="muted">—</span>')


def row_sums(line: TargetLine) -> Mapping[str, str]:
    """The year of a row: aimed at, ordered, and the share reached so far."""
    return _sums(line.reached)


def sums_of(lines: Sequence[TargetLine], year: int, today: date) -> Mapping[str, object]:
    """The line under the grid."""
    months = months_of(year)
    targets = {month: sum((line.targets.get(month, ZERO) for line in lines), ZERO) for month in months}
    actuals = {month: sum((line.actuals.get(month, ZERO) for line in lines), ZERO) for month in months}
    aimed = {month: amount for month, amount in targets.items() if amount}
    return {
        "months": [
            {
                "number": month.month,
                "target": whole(targets[month]) if targets[month] else "",
                "actual": whole(actuals[month]) if actuals[month] else "",
            }
            for month in months
        ],
        **_sums(attainment(aimed, actuals, today)),
    }


PARTS_LABELS: Mapping[TargetKind, object] = {
    TargetKind.PERSON: gettext_lazy("somme des personnes"),
    TargetKind.TEAM: gettext_lazy("somme des équipes"),
    TargetKind.FAMILY: gettext_lazy("somme des familles"),
}


def parts_shown(parts: Sequence[PartsLine]) -> Sequence[Mapping[str, object]]:
    """The parts under a row: their sum a month and what they have more or less than it."""
    return [
        {
            "kind": each.kind.value,
            "label": PARTS_LABELS[each.kind],
            "months": [
                {"number": month.month, **_gap(amount, each.gap.gaps[month])}
                for month, amount in each.gap.sums.items()
            ],
            "year": {"number": "", **_gap(each.gap.sum, each.gap.gap)},
            "coherent": each.gap.is_coherent,
        }
        for each in parts
    ]


def _gap(amount: Decimal, gap: Decimal | None) -> Mapping[str, str]:
    sign = "+" if gap and gap > 0 else ""
    return {"sum": whole(amount) if amount else "", "gap": f"{sign}{whole(gap)}" if gap else ""}


def _sums(reached: Attainment) -> Mapping[str, str]:
    return {
        "target": whole(reached.target) if reached.target else "",
        "actual": whole(reached.actual) if reached.actual else "",
        "to_date": whole(reached.target_to_date),
        "rate": percent(reached.rate),
        "tone": reached.tone,
    }
