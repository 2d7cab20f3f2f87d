"""« Pyramide des attitudes »: companies on each step, and how many climbed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.kit.dates import format_date
from negoce.kit.money import MINUS, format_decimal, format_percent
from negoce.portfolio.enums import AttitudeLevel
from negoce.portfolio.queries.attitude_figures import Counts, pyramid
from negoce.portfolio.rules.attitude_flows import LEVELS, StepFlow, step_flows
from negoce.portfolio.steering.attitude_words import LEVELS as WORDS
from negoce.portfolio.steering.attitude_words import PROOFS
from negoce.ui.charts import Chart, ChartKind, Flow, Node
from negoce.ui.components.lists import Tab
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of
from negoce.web.orders.figures import language

_MONTHS = (3, 12)
_HUES = (
    "life-suspect",
    "life-lead",
    "life-warm",
    "life-new",
    "life-irregular",
    "life-regular",
    "life-ambassador",
)


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The pyramid over 3 or 12 months; each step leads to its companies."""
    actor = actor_of(request)
    months = 12 if request.GET.get("over") == "12" else 3
    found = pyramid(actor)
    counts = found.over_12 if months == 12 else found.over_3
    flows = step_flows(counts)
    whole = sum(each.heads for each in flows)
    context = {
        "as_of": format_date(found.as_of, language()) if found.as_of else "",
        "whole": format_decimal(whole, language()),
        "steps": [_step(each, whole) for each in reversed(flows)],
        "columns": _columns(months),
        "tabs": [
            Tab(_("%(count)s mois") % {"count": each}, f"?over={each}", active=each == months)
            for each in _MONTHS
        ],
        "chart": flow_chart(counts, months),
    }
    return render(request, "web/attitudes/page.html", context)


def companies_url(level: AttitudeLevel) -> str:
    """The list of the companies on a step."""
    return f"{reverse('lists:companies')}?{urlencode({'filter': f'attitude is {level.value}'})}"


def flow_chart(counts: Counts, months: int) -> Chart:
    """Who stood where then and stands where now; who stays without any step is left out."""
    levels = dict(zip(LEVELS, _HUES, strict=True))
    flows = [
        (now, then, heads)
        for (now, then), heads in counts.items()
        if heads and not now is then is AttitudeLevel.NONE
    ]
    before = {then for _now, then, _heads in flows}
    after = {now for now, _then, _heads in flows}
    nodes = [Node(f"then-{level}", str(WORDS[level]), levels[level]) for level in LEVELS if level in before]
    nodes += [
        Node(f"now-{level}", str(WORDS[level]), levels[level], companies_url(level))
        for level in LEVELS
        if level in after
    ]
    return Chart(
        ChartKind.SANKEY,
        _("Des marches d’il y a %(count)s mois à celles d’aujourd’hui") % {"count": months},
        nodes=tuple(nodes),
        flows=tuple(Flow(f"then-{then}", f"now-{now}", heads) for now, then, heads in flows),
        height="large",
    )


def _columns(months: int) -> Sequence[TableColumn]:
    return (
        TableColumn(_("Marche")),
        TableColumn(_("Entreprises"), numeric=True),
        TableColumn(_("Part du total"), numeric=True),
        TableColumn(_("En %(count)s mois") % {"count": months}, numeric=True),
        TableColumn(_("Montées ici"), numeric=True),
        TableColumn(_("Montées plus haut"), numeric=True),
        TableColumn(_("Redescendues ici"), numeric=True),
    )


def _step(flow: StepFlow, whole: int) -> Mapping[str, object]:
    number = LEVELS.index(flow.level)
    return {
        "number": number,
        "life": _HUES[number].removeprefix("life-"),
        "name": WORDS[flow.level],
        "proof": PROOFS.get(flow.level, ""),
        "url": companies_url(flow.level),
        "heads": format_decimal(flow.heads, language()),
        "share": format_percent(_share(flow.heads, whole), language(), 1) if whole else "",
        "change": signed(flow.change),
        "tone": "good" if flow.change > 0 and number else "",
        "climbed": _some(flow.climbed),
        "went_on": _some(flow.went_on),
        "fell": _some(flow.fell),
    }


def signed(change: int) -> str:
    """A change with its sign; « = » for none."""
    if not change:
        return "="
    return f"{'+' if change > 0 else MINUS}{format_decimal(abs(change), language())}"


def _some(count: int) -> str:
    return format_decimal(count, language()) if count else ""


def _share(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole)
