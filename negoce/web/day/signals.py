"""« Faut-il prospecter ? »: what the portfolio says of it, each signal leading to its card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.automation.queries.day.whose import Whose
from negoce.kit.money import format_decimal, format_money_compact, format_percent
from negoce.portfolio.queries.portfolio_page import latest_snapshot
from negoce.portfolio.rules.periods import DEFAULT_PERIOD
from negoce.portfolio.rules.prospecting_signals import Signal, SignalKind, prospecting_signals
from negoce.ui.words.say import reader_language

# The card of the portfolio that shows each, and the period over which it does.
_PLACES: Mapping[SignalKind, tuple[str, str]] = {
    SignalKind.DEPENDENCE: (DEFAULT_PERIOD, "concentration"),
    SignalKind.BALANCE: ("6", "balance"),
    SignalKind.ATTRITION: (DEFAULT_PERIOD, ""),
}


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One signal in words."""

    words: str
    url: str
    holds: bool


@dataclass(frozen=True, slots=True)
class SignalsCard:
    """The card: how many hold, in words, and every signal that can be said."""

    meta: str
    lines: Sequence[SignalLine]


def signals_card(whose: Whose) -> SignalsCard | None:
    """The signals of the same companies as the tiles; None before the portfolio was worked out. One query."""
    snapshot = latest_snapshot(whose.portfolio_key, "")
    found = () if snapshot is None else prospecting_signals(snapshot.content)
    if not found:
        return None
    count = sum(signal.holds for signal in found)
    meta = ngettext("%(count)s signal", "%(count)s signaux", count) % {"count": count}
    return SignalsCard(
        meta if count else _("aucun signal"),
        [SignalLine(_words(signal), _url(signal, whose), signal.holds) for signal in found],
    )


def _words(signal: Signal) -> str:
    figures = signal.figures
    if signal.kind is SignalKind.DEPENDENCE:
        return _("5 clients font %(percent)s du CA (seuil %(most)s)") % {
            "percent": _percent(figures["percent"]),
            "most": _percent(figures["most"]),
        }
    if signal.kind is SignalKind.BALANCE:
        sums = {
            "incoming": format_money_compact(Decimal(figures["incoming"]), reader_language()),
            "sign": "<" if figures["incoming"] < figures["leaving"] else "≥",
            "leaving": format_money_compact(Decimal(figures["leaving"]), reader_language()),
            "months": figures["months"],
        }
        return _("Entrées %(incoming)s %(sign)s sorties %(leaving)s sur %(months)s mois") % sums
    heads = {
        "percent": _percent(figures["percent"], 1),
        "lost": format_decimal(Decimal(figures["lost"]), reader_language()),
        "came": format_decimal(Decimal(figures["came"]), reader_language()),
    }
    return _("Attrition %(percent)s sur 12 mois : %(lost)s perdus, %(came)s gagnés ou revenus") % heads


def _url(signal: Signal, whose: Whose) -> str:
    period, anchor = _PLACES[signal.kind]
    query = {"scope": whose.choice, "period": period if period != DEFAULT_PERIOD else ""}
    asked = urlencode({name: value for name, value in query.items() if value})
    return f"{reverse('portfolio:page')}{'?' if asked else ''}{asked}{'#' if anchor else ''}{anchor}"


def _percent(points: Decimal | int, decimals: int = 0) -> str:
    return format_percent(Decimal(points) / 100, reader_language(), decimals)
