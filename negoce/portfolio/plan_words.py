"""The parts of the sales action plan, its months and for whom an action is, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.kit.dates import format_month
from negoce.portfolio.enums import LifeStatus, PlanPart
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.portfolio.models import PlannedAction

PARTS: Mapping[str, Any] = {
    PlanPart.CONQUEST: _("Conquête"),
    PlanPart.DEVELOPMENT: _("Développement"),
    PlanPart.LOYALTY: _("Fidélité"),
}
PURPOSES: Mapping[str, Any] = {
    PlanPart.CONQUEST: _("gagner de nouveaux clients"),
    PlanPart.DEVELOPMENT: _("vendre plus à ceux que nous avons"),
    PlanPart.LOYALTY: _("garder les clients, réveiller les dormants"),
}


def month_name(month: int, language: str) -> str:
    """A month without its year."""
    return format_month(date(2000, month, 1), language).rsplit(" ", 1)[0]


def months_of(row: PlannedAction, language: str) -> str:
    """« mars », or « mars – juin »."""
    first, last = month_name(row.first_month, language), month_name(row.last_month, language)
    return first if row.first_month == row.last_month else f"{first} – {last}"


def target_of(row: PlannedAction) -> str:
    """The status and the segment that an action is for."""
    status = STATUS_LABELS[LifeStatus(row.status)] if row.status else ""
    return ", ".join(str(each) for each in (status, row.segment) if each)


def means_of(row: PlannedAction) -> str:
    """By which channel, and who answers for it."""
    channel = dict(choice_options(OriginChannel)).get(row.channel, "")
    person = row.owner.full_name if row.owner else ""
    return ", ".join(str(each) for each in (channel, person) if each)
