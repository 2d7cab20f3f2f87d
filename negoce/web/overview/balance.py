"""The balance backward and forward, and what it takes to close it; the funnel; how long customers stay."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.portfolio.enums import ACTIVE, CUSTOMERS, PROSPECTS, LifeStatus
from negoce.portfolio.rules.balance import Cover, Needed
from negoce.portfolio.rules.portrait import QUALIFIED, Portrait, share
from negoce.portfolio.rules.steering import Steering
from negoce.ui.charts import Chart, ChartKind, Series
from negoce.web.overview.asked import Asked
from negoce.web.overview.figures import NOTHING, money, number, percent, why
from negoce.web.overview.links import companies_url, lost_since, new_since, statuses

_MOST_MONTHS = Decimal(240)


def balance_card(portrait: Portrait, asked: Asked) -> dict[str, Any]:
    """Heads, euros gone and come, euros at risk and hoped for, customers and prospects needed."""
    back, ahead = portrait.backward(), portrait.forward()
    past, coming = portrait.needed(), portrait.needed_ahead()
    at_risk = _(
        "Ce qui est à risque : CA de 12 mois × probabilité d’être parti, ou taux de perte constaté du statut."
    )
    return {
        "chart": heads_chart(portrait, asked),
        "back": _cover(back.value),
        "back_none": why(back)[:1],
        "ahead": _cover(ahead.value),
        "ahead_none": why(ahead)[:1],
        "needed": _needed(past.value, portrait.heads().new),
        "needed_ahead": _needed(coming.value, 0),
        # Two of them may lack the same fact: it is said once.
        "why": list(dict.fromkeys((*why(back), *why(past), *why(ahead), at_risk, *why(coming)))),
    }


def heads_chart(portrait: Portrait, asked: Asked) -> Chart:
    """Customers at the start, who came, came back and left, customers today."""
    heads = portrait.heads()
    end = heads.start + heads.new + heads.reactivated - heads.lost
    lost = companies_url(asked, *lost_since(portrait))
    here = companies_url(asked, statuses(*CUSTOMERS, LifeStatus.DORMANT))
    new = companies_url(asked, *new_since(portrait), sort="-first_order_on")
    series = Series(
        _("Clients"),
        (heads.start, heads.new, heads.reactivated, heads.lost, end),
        hue="accent",
        hues=("accent-light", "life-new", "life-irregular", "life-lost", "accent"),
        links=("", new, "", lost, here),
    )
    words = (_("Au début"), _("Nouveaux"), _("Revenus"), _("Perdus"), _("Aujourd’hui"))
    title = _("Clients : entrées et sorties en %(months)s mois") % {"months": portrait.months}
    return Chart(ChartKind.BARS, title, words, (series,), x_label=_("Mouvement"), height="small")


def funnel_card(portrait: Portrait, asked: Asked) -> dict[str, Any]:
    """Stages with the share that went on over the period, and prospects worked for each customer won."""
    stages = (
        (_("Suspects"), (LifeStatus.SUSPECT,), "life-suspect"),
        (_("Leads"), (LifeStatus.LEAD,), "life-lead"),
        (_("Prospects"), PROSPECTS, "life-warm"),
        (_("Nouveaux clients"), (LifeStatus.NEW,), "life-new"),
        (_("Clients qui rachètent"), ACTIVE, "life-regular"),
    )
    rates = [(label, *_went_on(portrait, members)) for label, members, _hue in stages[:-1]]
    conversion = portrait.conversion()
    heads = portrait.heads()
    worked = portrait.number(*QUALIFIED) + conversion.won
    ratio = Decimal(worked) / heads.new if heads.new else None
    series = Series(
        _("Entreprises"),
        tuple(portrait.number(*members) for _label, members, _hue in stages),
        hues=tuple(hue for _label, _members, hue in stages),
        links=tuple(companies_url(asked, statuses(*members)) for _label, members, _hue in stages),
    )
    chart = Chart(
        ChartKind.BARS,
        _("Entonnoir"),
        tuple(label for label, _members, _hue in stages),
        (series,),
        x_label=_("Étape"),
        horizontal=True,
        height="small",
    )
    return {
        "chart": chart,
        "rates": rates,
        "ratio": number(ratio, 1) if ratio is not None and worked else "",
        "why": [
            _("(%(open)s leads et prospects + %(won)s gagnés parmi eux) ÷ %(new)s nouveaux clients.")
            % {
                "open": number(portrait.number(*QUALIFIED)),
                "won": number(conversion.won),
                "new": number(heads.new),
            },
            _("Un taux d’étape : ceux qui y étaient au début de la période et sont allés plus loin depuis."),
        ],
        "conversion": percent(conversion.rate),
    }


def _went_on(portrait: Portrait, members: Sequence[LifeStatus]) -> tuple[str, str]:
    """Of those who stood in a stage at the start, the share that stands further today; and how many of how many."""
    order = {status: place for place, status in enumerate(LifeStatus)}
    own, last = {each.value for each in members}, max(order[each] for each in members)
    # Dormant or lost, a prospect of then has bought since; a new customer of then has rather stopped.
    further = {each.value for each in LifeStatus if order[each] > last}
    if LifeStatus.NEW in members:
        further = {each.value for each in ACTIVE}
    there = sum(count for was, _now, count in portrait.flows() if was in own)
    on = sum(count for was, now, count in portrait.flows() if was in own and now in further)
    return percent(share(on, there)), _("%(on)s sur %(there)s") % {"on": number(on), "there": number(there)}


def stay_card(portrait: Portrait, steering: Steering, *, margin: bool) -> dict[str, Any]:
    """How long customers stay against the months it takes to recover what winning one cost."""
    stay = portrait.lifetime_months()
    yearly = portrait.yearly_margin() if margin else None
    payback = None
    if margin and steering.acquisition_cost and yearly is not None and yearly > 0:
        payback = steering.acquisition_cost * 12 / yearly
    sentences = []
    if stay is not None:
        rate = percent(portrait.attrition().value.attrition, 2)
        sentences.append(
            _("%(months)s mois ÷ %(rate)s d’attrition = %(stay)s mois.")
            % {"months": portrait.months, "rate": rate, "stay": number(stay)}
        )
    if payback is not None:
        sentences.append(
            _("%(cost)s d’acquisition ÷ (%(margin)s de marge par an et par client ÷ 12) = %(months)s mois.")
            % {
                "cost": money(steering.acquisition_cost),
                "margin": money(yearly),
                "months": number(payback, 1),
            }
        )
    return {
        "active": number(portrait.number(*CUSTOMERS)),
        "stay": _months(stay),
        "payback": _months(payback),
        "stay_value": int(min(stay, _MOST_MONTHS)) if stay is not None else None,
        "payback_value": int(min(payback, _MOST_MONTHS)) if payback is not None else None,
        "most": int(min(max(stay or 1, payback or 1), _MOST_MONTHS)),
        "tone": "" if stay is None or payback is None else "good" if stay > payback else "bad",
        "cost": money(steering.acquisition_cost) if steering.acquisition_cost else "",
        "margin": margin,
        "yearly": money(yearly) if yearly is not None else "",
        "why": sentences,
    }


def _months(value: Decimal | None) -> str:
    if value is None:
        return NOTHING
    if value >= 24:
        years = value / 12
        return _("%(years)s ans") % {"years": number(years, 1)}
    return ngettext("%(months)s mois", "%(months)s mois", int(value)) % {"months": number(value)}


def _cover(found: Cover | None) -> dict[str, str] | None:
    if found is None:
        return None
    return {
        "incoming": money(found.incoming),
        "leaving": money(found.leaving),
        "cover": percent(found.cover) if found.cover is not None else _("rien ne part"),
        "tone": "good" if found.balanced else "bad",
    }


def _needed(found: Needed | None, came: int) -> dict[str, str] | None:
    """None where the formula has no answer; `came` are the new customers that there were."""
    if found is None:
        return None
    return {
        "came": number(came),
        "customers": number(found.customers),
        "prospects": "" if found.prospects is None else number(found.prospects),
        "revenue": money(found.revenue),
        "none": "" if found.customers else "1",
    }
