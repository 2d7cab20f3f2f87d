"""Why a cell of the matrix of offers is what it is; the pairs that are worth attacking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.rules.filter_text import write_filter
from negoce.companies.rules.filters import Condition, Operator, normalise
from negoce.kit.explain import Explanation
from negoce.portfolio.matrices.words import CLASSES, OFFER_MESSAGES
from negoce.portfolio.queries.offer_segments import Figures, OfferMatrix, Segment, Target, euros
from negoce.ui.words.figures import NOTHING, money, number, percent, short_money
from negoce.ui.words.say import say
from negoce.web.matrices.offer_asked import OffersAsked
from negoce.web.matrices.offer_segments import bought
from negoce.web.matrices.target_asked import tools

# Who can be reached: the accessibility of the other matrix is high.
REACHABLE = Condition("accessibility_index", Operator.AT_LEAST, ("5",))


def explained(cell: str, asked: OffersAsked, matrix: OfferMatrix) -> Mapping[str, object] | None:
    """The pair that the address names: its figures, its class, the lists behind, what it may be worth."""
    public_id, _colon, key = cell.partition(":")
    found = {each.public_id or "0": family for family, each in asked.offers.items()}
    family, margin = found.get(public_id), asked.margin
    segment = next((each for each in matrix.segments if each.key == key), None)
    if family is None or segment is None or family not in matrix.by_family:
        return None
    figures = matrix.figures(family, segment.key)
    judged = matrix.judged(family, segment.key)
    target = matrix.target(family, segment, margin=margin) if family and key else None
    sentences = [_said(step.code, step.figures) for step in judged.steps] if margin else []
    facts = [
        (_("CA 12 mois"), money(euros(figures.cents))),
        (_("Croissance sur un an"), percent(figures.growth)),
        (_("Clients en 12 mois"), number(figures.buyers)),
        (_("Taux de réussite"), _win(figures)),
    ]
    if margin:
        facts[1:1] = [
            (_("Marge"), money(figures.pair.margin)),
            (_("Taux de marge"), percent(figures.margin_rate)),
        ]
        facts.append((_("Classe"), str(CLASSES[judged.value.value])))
    own, offer = asked.companies(segment.key), asked.offer(family)
    return {
        "title": f"{offer.name} × {asked.title(segment.key)}",
        "facts": facts,
        "sentences": [*sentences, *([_worth(target, margin=margin)] if target is not None else [])],
        "buyers_url": _companies(own, bought(offer, yes=True)) if family else "",
        "others_url": _companies(own, bought(offer, yes=False)) if family else "",
    }


def attack_lines(asked: OffersAsked, matrix: OfferMatrix) -> Sequence[Mapping[str, object]]:
    """The pairs worth going after, each with its list and what may be done with it."""
    return _lines(asked, matrix, matrix.targets(margin=asked.margin))


def behind_lines(asked: OffersAsked, matrix: OfferMatrix) -> Sequence[Mapping[str, object]]:
    """Where no pair is empty: those served less than elsewhere, each with both shares of companies."""
    lines = _lines(asked, matrix, found := matrix.behind(margin=asked.margin))
    return [{**line, "today": _shares(matrix, each)} for line, each in zip(lines, found, strict=True)]


def _lines(
    asked: OffersAsked, matrix: OfferMatrix, targets: Sequence[Target]
) -> Sequence[Mapping[str, object]]:
    lines = []
    for each in targets:
        offer = asked.offer(each.family)
        parts = (*asked.companies(each.segment.key), bought(offer, yes=False), REACHABLE)
        text = write_filter(normalise(parts))
        lines.append(
            {
                "name": offer.name,
                "segment": asked.title(each.segment.key),
                "today": _today(matrix.figures(each.family, each.segment.key), each.segment),
                "companies": number(each.worked.value.companies),
                "win_rate": percent(each.worked.value.win_rate, 0),
                "per_customer": money(each.worked.value.per_customer),
                "worth": short_money(each.worked.value.worth),
                "why": _worth(each, margin=asked.margin),
                "url": f"{reverse('lists:companies')}?{urlencode({'filter': text})}",
                "tools": tools(asked.portfolio.actor, text),
            }
        )
    return lines


def _companies(parts: Sequence[Any], more: Any) -> str:
    return f"{reverse('lists:companies')}?{urlencode({'filter': write_filter(normalise((*parts, more)))})}"


def _worth(target: Target, *, margin: bool) -> str:
    said = " ".join(_said(step.code, step.figures) for step in target.worked.steps)
    kind = (
        _("En marge, d’après les clients actuels de cette famille.")
        if margin
        else _("En chiffre d’affaires.")
    )
    return f"{said} {kind}"


def _today(figures: Figures, segment: Segment) -> str:
    """« vide », or how many of the segment bought in 24 months."""
    if not figures.cents and not figures.served:
        return _("vide")
    whole = {"served": number(figures.served), "companies": number(segment.companies)}
    return _("%(served)s sur %(companies)s") % whole


def _shares(matrix: OfferMatrix, pair: Target) -> str:
    here, whole = matrix.figures(pair.family, pair.segment.key).served, matrix.by_family[pair.family].served
    return _("%(here)s, contre %(whole)s dans l’ensemble") % {
        "here": percent(Decimal(100 * here) / pair.segment.companies, 0),
        "whole": percent(Decimal(100 * whole) / matrix.companies, 0),
    }


def _win(figures: Figures) -> str:
    if figures.win_rate is None:
        return NOTHING
    return _("%(rate)s (%(won)s sur %(decided)s)") % {
        "rate": percent(figures.win_rate, 0),
        "won": number(figures.won),
        "decided": number(figures.won + figures.lost),
    }


def _said(code: str, figures: Mapping[str, object]) -> str:
    written = {
        name: number(value, 0 if value == value.to_integral_value() else 1)
        if isinstance(value, Decimal)
        else NOTHING
        if value is None
        else value
        for name, value in figures.items()
    }
    return say(Explanation(code, written), OFFER_MESSAGES)
