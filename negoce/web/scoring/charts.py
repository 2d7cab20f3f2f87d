"""How good learned probabilities are, drawn: what working the likeliest first finds, what was said and what came."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from negoce.ui.charts import Chart, ChartKind, Dot, Series, Unit

# Of each tenth, the likeliest first: rows, what was said on average, what came.
Tenths = Sequence[tuple[int, float, float]]


def fit_charts(tenths: Tenths) -> Sequence[Chart]:
    """The two drawings of a fit, from what rows that it had not seen said of it."""
    return [_lift(tenths), _calibration(tenths)]


def _lift(tenths: Tenths) -> Chart:
    """How many of the good ones are found by working the likeliest first, beside chance."""
    whole = sum(rows * came for rows, _said, came in tenths) or 1
    gathered, found = 0.0, []
    for rows, _said, came in tenths:
        gathered += rows * came
        found.append(round(100 * gathered / whole, 1))
    by_chance = tuple(10 * place for place in range(1, len(found) + 1))
    return Chart(
        ChartKind.LINES,
        _("Part des réussites trouvées en commençant par les mieux notées"),
        categories=tuple(f"{share} %" for share in by_chance),
        series=(
            Series(_("Avec le score"), tuple(found), unit=Unit.PERCENT),
            Series(_("Au hasard"), by_chance, hue="ink-3", dashed=True),
        ),
        unit=Unit.PERCENT,
    )


def _calibration(tenths: Tenths) -> Chart:
    dots = tuple(
        Dot(_("Dixième %(place)s") % {"place": place}, round(100 * said, 1), round(100 * came, 1), rows)
        for place, (rows, said, came) in enumerate(tenths, 1)
    )
    return Chart(
        ChartKind.CALIBRATION,
        _("Ce que le score disait, ce qui est arrivé"),
        dots=dots, unit=Unit.PERCENT, x_unit=Unit.PERCENT,
        x_label=_("Chance annoncée"), y_label=_("Part constatée"),
    )  # fmt: skip
