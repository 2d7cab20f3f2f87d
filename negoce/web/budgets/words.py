"""Tabs and chips that the pages of budgets share."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.portfolio.enums import LifeStatus
from negoce.portfolio.life_words import STATUS_LABELS
from negoce.ui.components.lists import Tab
from negoce.ui.html import chip

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
