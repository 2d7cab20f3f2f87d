"""Figures, tabs and chips that the pages of budgets share."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.money import NARROW_SPACE, format_decimal, format_money, format_money_round
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.ui.components.lists import Tab
from negoce.ui.html import chip
from negoce.web.orders.figures import language

NOTHING = "—"
_HUES = {LifeStatus.TO_APPROACH: "approach"}


def page_tabs(actor: Actor, active: str) -> Sequence[Tab]:
    """The pages of this screen that the actor may read."""
    pages = [("budgets", _("Par statut"))]
    if actor.may_read(FieldGroup.MARGIN):
        pages += [("profits", _("Rentabilité")), ("unprofitable", _("Non rentables"))]
    pages += [("follow_up", _("Contacts à reprendre")), ("workload", _("Visites et seuil"))]
    return [Tab(label, reverse(f"portfolio:{name}"), active=name == active) for name, label in pages]


def status_chip(status: str | None) -> SafeString | str:
    """A status as everywhere; nothing before the first night."""
    if not status:
        return ""
    known = LifeStatus(status)
    return chip(STATUS_LABELS[known], life=_HUES.get(known, known.value))


def status_url(status: LifeStatus, *more: str) -> str:
    """The list of the companies of a status."""
    conditions = " and ".join((f"status is {status.value}", *more))
    return f"{reverse('lists:companies')}?{urlencode({'filter': conditions})}"


def euros(amount: Decimal | None) -> str:
    """An amount to the euro; a dash when it is not known."""
    return NOTHING if amount is None else format_money_round(amount, language())


def cents(amount: Decimal | None) -> str:
    """An amount to the cent; a dash when it is not known."""
    return NOTHING if amount is None else format_money(amount, language())


def points(percent: Decimal | None, decimals: int = 0) -> str:
    """Percent points; a dash when they are not known."""
    if percent is None:
        return NOTHING
    return f"{format_decimal(percent, language(), decimals)}{NARROW_SPACE if language() == 'fr' else ''}%"


def number(count: Decimal | int, decimals: int = 0) -> str:
    """A count as the reader writes it."""
    return format_decimal(count, language(), decimals)
