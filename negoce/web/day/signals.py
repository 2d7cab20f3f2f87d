"""« Faut-il prospecter ? » on the day: how many of the reasons of its page push to prospect, and which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.automation.queries.day.whose import Whose
from negoce.identity.rules.actor import Actor
from negoce.portfolio.queries.signals import signals_in, signals_of
from negoce.portfolio.rules.prospecting_signals import Signal
from negoce.web.plans.signal_words import signal_text


@dataclass(frozen=True, slots=True)
class SignalLine:
    """One reason that pushes to prospect: its name, its figure, its card."""

    words: str
    figure: str
    url: str


@dataclass(frozen=True, slots=True)
class SignalsCard:
    """The card: how many reasons of how many push to prospect, and each of them."""

    meta: str
    lines: Sequence[SignalLine]
    url: str


def signals_card(actor: Actor, whose: Whose, today: date, *, is_mine: bool) -> SignalsCard | None:
    """The reasons of one's own page on one's own day, of the companies followed on another's; None before any count.

    A constant number of queries.
    """
    signals = signals_of(actor, today) if is_mine else signals_in(whose.portfolio_key, today)
    if not signals.found:
        return None
    meta = ngettext("%(count)s raison sur %(all)s", "%(count)s raisons sur %(all)s", signals.held)
    # The page of reasons is of what its reader sees: it is not where another's figures stand.
    url = reverse("plans:signals") if is_mine else ""
    return SignalsCard(
        meta % {"count": signals.held, "all": len(signals.found)},
        [_line(each, url) for each in signals.found if each.holds],
        url,
    )


def _line(signal: Signal, url: str) -> SignalLine:
    text = signal_text(signal)
    # What holds without a figure is what somebody declared.
    return SignalLine(
        text.title,
        text.sentence or _("Déclaré par l’équipe."),
        f"{url}#{signal.kind.value}" if url else "",
    )
