"""The weeks of a plan as a chart: contacts first taken, meetings, customers won."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from negoce.kit.dates import format_date
from negoce.portfolio.rules.plan_result import STAGES
from negoce.ui.charts import Chart, ChartKind, Series
from negoce.web.orders.figures import language

# More bars than this are no longer read: the latest are shown.
_MOST_WEEKS = 53


def weeks_chart(content: Mapping[str, Any]) -> Chart | None:
    """Bars of each week; None before anything came."""
    weeks = content["weeks"][-_MOST_WEEKS:]
    if not any(any(week[1:]) for week in weeks):
        return None
    shown = (
        ("contacted", _("Contactées"), "accent-light"),
        ("meetings", _("Rendez-vous"), "accent"),
        ("customers", _("Clients gagnés"), "good"),
    )
    return Chart(
        ChartKind.BARS,
        _("Par semaine"),
        categories=tuple(format_date(date.fromisoformat(week[0]), language()) for week in weeks),
        series=tuple(
            Series(name, tuple(week[1 + STAGES.index(stage)] for week in weeks), hue=hue)
            for stage, name, hue in shown
        ),
        height="small",
    )
