"""« Chance de gagner » on the page of a deal: the salesperson's own, the learned one, their gap, and why."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.negotiation.models import WinEstimate
from negoce.negotiation.rules.win_estimate import large_gap
from negoce.portfolio.models import WinChance
from negoce.portfolio.queries.win_chances import chance_of
from negoce.ui.words.figures import number, percent
from negoce.ui.words.say import reader_language
from negoce.web.deals.panel_types import SIDE, DealPanel, DealRecord
from negoce.web.win_chance.words import is_poor, reason_words

_REASONS = 3


def _read(record: DealRecord) -> Mapping[str, object] | None:
    if not record.is_open:
        return None
    own, learned = record.estimate, chance_of(record.deal)
    if own is None and learned is None and not record.may_edit:
        return None
    is_weak = learned is not None and is_poor(learned.fit)
    reasons = [reason_words(each) for each in learned.reasons] if learned is not None else []
    return {
        "own": f"{own.percent}\u00a0%" if own is not None else "",
        "own_note": _said(own) if own is not None else "",
        "own_label": _now("Modifier mon estimation") if own is not None else _now("Donner mon estimation"),
        "learned": percent(learned.percent, 0) if learned is not None else "",
        "learned_note": _now("au %(day)s") % {"day": format_date(learned.as_of, reader_language())}
        if learned is not None
        else "",
        "gap": "" if is_weak else _gap(own, learned),
        "is_weak": is_weak,
        "up": [each for each in reasons if each["up"]][:_REASONS],
        "down": [each for each in reasons if not each["up"]][:_REASONS],
        "say_url": reverse("win_chance:say", args=[record.deal.public_id]) if record.may_edit else "",
    }


def _said(own: WinEstimate) -> str:
    day = format_date(timezone.localtime(own.said_at).date(), reader_language())
    if own.author is None:
        return _now("dite le %(day)s") % {"day": day}
    return _now("%(name)s, le %(day)s") % {"name": own.author.full_name, "day": day}


def _gap(own: WinEstimate | None, learned: WinChance | None) -> str:
    """What a large gap asks of the person, who keeps the last word."""
    gap = large_gap(
        own.percent if own is not None else None, float(learned.percent) if learned is not None else None
    )
    if gap is None:
        return ""
    words = (
        _now(
            "%(points)s points au-dessus de ce que disent les affaires passées : que savez-vous qu’elles ignorent ?"
        )
        if gap > 0
        else _now(
            "%(points)s points sous ce que disent les affaires passées : qu’avez-vous entendu d’inquiétant ?"
        )
    )
    return words % {"points": number(abs(gap))}


WIN_CHANCE = DealPanel(
    "win-chance", _("Chance de gagner"), "web/win_chance/_panel.html", _read, queries_max=3, column=SIDE
)
