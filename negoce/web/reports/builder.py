"""The form above a report: what may be measured, by what, and the other choices."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.identity.rules.actor import Actor
from negoce.portfolio.queries.reports.understood import Understood, readable_measures
from negoce.portfolio.rules.report_asked import CHARTS

CHART_LABELS = {
    "bars": _("Barres"),
    "stacked": _("Barres empilées"),
    "lines": _("Courbes"),
    "none": _("Tableau seul"),
}
_TOPS = (10, 20, 30, 60, 100, 200)


def builder(actor: Actor, report: Understood) -> Mapping[str, object]:
    """What the form offers, with what is chosen."""
    chosen = {measure.key for measure in report.measures}
    groups = [group.key for group in report.groups] + ["", ""]
    asked = report.asked
    sorts: list[tuple[str, object, bool]] = [("", _("Ordre habituel"), asked.sort == "")]
    for measure in report.measures:
        sorts.append((f"-{measure.key}", f"{measure.label} ↓", asked.sort == f"-{measure.key}"))
        sorts.append((measure.key, f"{measure.label} ↑", asked.sort == measure.key))
    return {
        "subject": report.subject.key,
        "label": report.subject.label,
        "measures": [
            (key, measure.label, key in chosen)
            for key, measure in readable_measures(actor, report.subject).items()
        ],
        "groups": [
            [(key, each.label, key == groups[place]) for key, each in report.subject.dimensions.items()]
            for place in range(2)
        ],
        "filter": report.spec.filter_text or "",
        "typed": asked.filter,
        "list_url": reverse(f"lists:{report.subject.list_key}"),
        "charts": [(key, CHART_LABELS[key], key == asked.chart) for key in CHARTS],
        "sorts": sorts,
        "tops": [(number, number == asked.top) for number in sorted({*_TOPS, asked.top})],
    }
