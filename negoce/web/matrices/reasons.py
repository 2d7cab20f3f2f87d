"""« Pourquoi ils partent, pourquoi ils restent »: deals won and lost, departures, what was told (P11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked as ListAsked
from negoce.companies.queries.lists.spec import understand
from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Group, Operator
from negoce.kit.dates import add_months, format_date
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealState, OutcomeReason
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.enums import LifeStatus, ReasonSide
from negoce.portfolio.matrices.words import REASON_MESSAGES, REASON_SIDES, SECTIONS, TOLD
from negoce.portfolio.queries.portfolio_page import names_of_people
from negoce.portfolio.queries.reasons import Reasons, read_reasons
from negoce.portfolio.rules.periods import DEFAULT_PERIOD, PERIODS
from negoce.portfolio.rules.reasons import Tally, share, summed_up
from negoce.prospecting.rules.call_figures import share as rate
from negoce.ui.charts import Chart, ChartKind, Series, Unit
from negoce.ui.components.lists import Tab
from negoce.ui.words.figures import NOTHING, number, percent, short_money
from negoce.ui.words.say import reader_language, say
from negoce.web.http import actor_of
from negoce.web.overview.asked import KIND_TITLES, Asked, asked_of, segments

_MOST = 12


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The page over 3, 6 or 12 months, of the companies that the menus choose."""
    actor, today = actor_of(request), timezone.localdate()
    asked = asked_of(request, actor)
    start = add_months(today, -PERIODS[asked.period])
    spec = understand(LISTS["companies"], actor, ListAsked(filter=write_filter(Group(asked.conditions))))
    found = read_reasons(spec, start, today)
    people = names_of_people(key for key in found.by_person if key is not None)
    whole = sum(found.by_reason.values(), Tally())
    context = {
        "scope_label": asked.choice.label,
        "several_scopes": len(asked.choices) > 1,
        "scope_groups": _scopes(asked),
        "segment_label": dict(segments(actor))[asked.segment],
        "segments": [
            (_url(asked, segment=key), words, key == asked.segment) for key, words in segments(actor)
        ],
        "periods": [
            Tab(_("%(count)s mois") % {"count": months}, _url(asked, period=key), active=key == asked.period)
            for key, months in PERIODS.items()
        ],
        "since": format_date(start, reader_language()),
        "sentences": _sentences(found),
        "tiles": _tiles(found, whole, asked, start),
        "chart": _trend(found, start, today),
        "reasons": _lines(found.by_reason, _reason_name, lambda key: _deals(start, "outcome_reason", key)),
        "competitors": _lines(found.by_competitor, str, lambda key: _deals(start, "competitor", key)),
        "people": _lines(
            found.by_person,
            lambda key: people[key][1] if key in people else _("Personne"),
            lambda key: _deals(start, "owner", people[key][0]) if key in people else "",
        ),
        "sections": _lines(found.by_section, _section_name, lambda _key: ""),
        "told": [
            _told(ReasonSide.LEFT, found.left, asked),
            _told(ReasonSide.STAYS, found.stays, asked),
        ],
        "deals_url": _url(asked).replace(reverse("portfolio:reasons"), reverse("win_loss:page")),
        "is_empty": not whole.decided and not found.left and not found.stays and not found.departures,
    }
    return render(request, "web/matrices/reasons.html", context)


def _sentences(found: Reasons) -> Sequence[str]:
    named = {str(key): each for key, each in found.by_competitor.items()}
    departures = found.explained, found.departures
    return [_said(each) for each in summed_up(found.by_reason, named, found.left, found.stays, departures)]


def _said(each: Explanation) -> str:
    figures = dict(each.figures)
    if "reason" in figures:
        told = each.code in ("reasons.departures", "reasons.departures_among", "reasons.staying")
        figures["reason"] = (
            str(TOLD[str(figures["reason"])]) if told else label_of(OutcomeReason, str(figures["reason"]))
        )
    return say(Explanation(each.code, figures), REASON_MESSAGES)


def _tiles(found: Reasons, whole: Tally, asked: Asked, start: date) -> Sequence[Mapping[str, str]]:
    won = rate(whole.won, whole.decided)
    unsaid = found.by_reason.get("", Tally())
    lost_of = Condition("status", Operator.IS, (LifeStatus.LOST.value,))
    since = Condition("status_since", Operator.AFTER, (start.isoformat(),))
    return (
        {
            "label": _("Affaires gagnées"),
            "value": percent(won.percent, 0) if won.percent is not None else NOTHING,
            "note": _interval(won.low, won.high, whole),
            "url": "",
        },
        {
            "label": _("Gagné"),
            "value": short_money(whole.won_amount),
            "note": ngettext("%(count)s affaire", "%(count)s affaires", whole.won)
            % {"count": number(whole.won)},
            "url": _deals(start, "state", DealState.WON.value),
        },
        {
            "label": _("Perdu"),
            "value": short_money(whole.lost_amount),
            "note": ngettext(
                "%(count)s affaire, %(unsaid)s sans raison",
                "%(count)s affaires, %(unsaid)s sans raison",
                whole.lost,
            )
            % {"count": number(whole.lost), "unsaid": number(unsaid.lost)},
            "url": _deals(start, "state", DealState.LOST.value),
        },
        {
            "label": _("Départs"),
            "value": number(found.departures),
            "note": _departed(found),
            "url": _companies(asked, lost_of, since) if found.departures else "",
        },
    )


def _departed(found: Reasons) -> str:
    """Whom attrition counts, whom it does not, and of how many a reason is known."""
    began = ngettext(
        "%(count)s client du début de la période (l’attrition)",
        "%(count)s clients du début de la période (l’attrition)",
        found.from_start,
    )
    since = found.departures - found.from_start
    came = ngettext("%(count)s venu ou revenu depuis", "%(count)s venus ou revenus depuis", since)
    known = ngettext("%(count)s avec une raison", "%(count)s avec une raison", found.explained)
    parts = [
        began % {"count": number(found.from_start)},
        *([came % {"count": number(since)}] if since else []),
        known % {"count": number(found.explained)},
    ]
    return ", ".join(parts)


def _interval(low: Decimal | None, high: Decimal | None, whole: Tally) -> str:
    if low is None or high is None:
        return _("aucune affaire close")
    return _("%(won)s sur %(decided)s ; entre %(low)s et %(high)s") % {
        "won": number(whole.won),
        "decided": number(whole.decided),
        "low": percent(low, 0),
        "high": percent(high, 0),
    }


def _trend(found: Reasons, start: date, end: date) -> Chart:
    months, first = [], add_months(start.replace(day=1), 0 if start.day == 1 else 1)
    first = min(first, end.replace(day=1))
    while first <= end:
        months.append(first)
        first = add_months(first, 1)
    tallies = [found.by_month.get(month, Tally()) for month in months]
    # Over three months: one month has few deals, or none.
    spans = [sum(tallies[max(place - 2, 0) : place + 1], Tally()) for place in range(len(tallies))]
    rates = tuple(share(each.won, each.decided) for each in spans)
    return Chart(
        ChartKind.BARS,
        _("Affaires gagnées et perdues par mois"),
        tuple(f"{month:%m/%Y}" for month in months),
        (
            Series(_("Gagnées"), tuple(each.won for each in tallies), hue="good"),
            Series(_("Perdues"), tuple(each.lost for each in tallies), hue="bad"),
            Series(_("Taux sur 3 mois"), rates, hue="ink-3", line=True, unit=Unit.PERCENT),
        ),
        x_label=_("Mois"),
        height="small",
    )


def _lines(
    tallies: Mapping[Any, Tally], name: Callable[[Any], str], url: Callable[[Any], str]
) -> Sequence[Mapping[str, str]]:
    ordered = sorted(tallies.items(), key=lambda item: (not item[0], -item[1].decided, str(item[0])))
    lines = []
    for key, each in ordered[:_MOST]:
        won = rate(each.won, each.decided)
        between = _("%(low)s à %(high)s") % {"low": percent(won.low, 0), "high": percent(won.high, 0)}
        lines.append(
            {
                "name": name(key),
                "url": url(key) if key else "",
                "won": number(each.won),
                "won_amount": short_money(each.won_amount),
                "lost": number(each.lost),
                "lost_amount": short_money(each.lost_amount),
                "rate": percent(won.percent, 0),
                "between": between,
            }
        )
    return lines


def _told(side: ReasonSide, counts: Mapping[str, int], asked: Asked) -> Mapping[str, object]:
    whole = sum(counts.values())
    column = "left_reason" if side is ReasonSide.LEFT else "stay_reason"
    return {
        "title": _("Pourquoi ils partent") if side is ReasonSide.LEFT else _("Pourquoi ils restent"),
        "none": REASON_SIDES[side.value],
        "lines": [
            {
                "name": str(TOLD[reason]),
                "count": number(count),
                "share": percent(share(count, whole), 0),
                "size": int(share(count, whole) or 0),
                "url": _companies(asked, Condition(column, Operator.IS, (reason,))),
            }
            for reason, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


def _deals(start: date, column: str, value: str) -> str:
    closed = Condition("closed_on", Operator.AFTER, (start.isoformat(),))
    parts = [Condition(column, Operator.IS, (value,)), closed]
    if column != "state":
        parts.append(Condition("state", Operator.IS, (DealState.WON.value, DealState.LOST.value)))
    return f"{reverse('lists:deals')}?{urlencode({'filter': write_filter(Group(tuple(parts)))})}"


def _companies(asked: Asked, *more: Condition) -> str:
    return f"{reverse('lists:companies')}?{urlencode({'filter': write_filter(Group((*asked.conditions, *more)))})}"


def _reason_name(key: str) -> str:
    return label_of(OutcomeReason, key) if key else _("Sans raison notée")


def _section_name(key: str) -> str:
    return str(SECTIONS[key]) if key in SECTIONS else _("Activité inconnue")


def _url(asked: Asked, **changes: str) -> str:
    given = {
        "scope": asked.choice.value,
        "segment": asked.segment,
        "period": "" if asked.period == DEFAULT_PERIOD else asked.period,
        **changes,
    }
    kept = {name: value for name, value in given.items() if value}
    return reverse("portfolio:reasons") + (f"?{urlencode(kept)}" if kept else "")


def _scopes(asked: Asked) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    groups: dict[str, list[tuple[str, str, bool]]] = {}
    for each in asked.choices:
        entry = (_url(asked, scope=each.value), each.label, each is asked.choice)
        groups.setdefault(str(KIND_TITLES.get(each.kind, "")), []).append(entry)
    return list(groups.items())
