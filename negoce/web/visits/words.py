"""How tours are named, their hours and reasons written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.companies.queries.lists.registry import LISTS
from negoce.companies.queries.lists.spec import Asked, understand
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.explain import Explanation
from negoce.portfolio.models import VisitTour
from negoce.portfolio.visit_words import MESSAGES
from negoce.portfolio.visits.hours import clock
from negoce.ui.words.figures import number
from negoce.ui.words.say import say
from negoce.web.lists.filter_words import sentence
from negoce.web.orders.figures import language

WEEKDAYS = (
    gettext_lazy("lundi"), gettext_lazy("mardi"), gettext_lazy("mercredi"), gettext_lazy("jeudi"),
    gettext_lazy("vendredi"), gettext_lazy("samedi"), gettext_lazy("dimanche"),
)  # fmt: skip


def tour_name(tour: VisitTour) -> str:
    """What a tour is called: its days."""
    first, last = tour.days[0], tour.days[-1]
    if first == last:
        return _("Tournée du %(day)s") % {"day": format_date(date.fromisoformat(first), language())}
    return _("Tournée du %(first)s au %(last)s") % {
        "first": format_date(date.fromisoformat(first), language()),
        "last": format_date(date.fromisoformat(last), language()),
    }


def day_name(day: date) -> str:
    """« mardi 24 nov. 2026 »."""
    return f"{WEEKDAYS[day.weekday()]} {format_date(day, language())}"


def hour(minute: int | None) -> str:
    """« 9 h 30 » in French, « 09:30 » in English."""
    if minute is None:
        return ""
    if language() == "fr":
        return f"{minute // 60}\u00a0h\u00a0{minute % 60:02d}"
    return clock(minute)


def lasting(minutes: int) -> str:
    """« 1 h 25 » or « 40 min »."""
    if minutes < 60:
        return f"{minutes}\u00a0min"
    return f"{minutes // 60}\u00a0h\u00a0{minutes % 60:02d}"


def kilometres(km: float) -> str:
    """Kilometres, whole."""
    return f"{number(Decimal(round(km)))}\u00a0km"


def said_reasons(reasons: Sequence[Mapping[str, Any]]) -> list[str]:
    """The sentences of the reasons that a visit was kept with."""
    return [say(Explanation(each["code"], _figures(each["figures"])), MESSAGES) for each in reasons]


def said(reasons: Sequence[Explanation]) -> list[str]:
    """The sentences of reasons just worked out, with the figures as they are kept."""
    return said_reasons(
        [
            {"code": each.code, "figures": {key: str(value) for key, value in each.figures.items()}}
            for each in reasons
        ]
    )


def filter_words(actor: Actor, text: str) -> str:
    """A filter of companies as a person reads it; empty without one."""
    if not text:
        return ""
    spec = understand(LISTS["companies"], actor, Asked(filter=text))
    return "\u00a0; ".join(sentence(spec, part) for part in spec.whole_filter.parts)


def _figures(stored: Mapping[str, str]) -> dict[str, object]:
    return {key: _plain(Decimal(value)) for key, value in stored.items()}


def _plain(value: Decimal) -> Decimal | int:
    """Cents are not shown of an estimate; a part of a visit is."""
    return round(value) if abs(value) >= 100 or value == value.to_integral_value() else value.normalize()
