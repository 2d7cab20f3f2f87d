"""The tabs of what the house owes to people."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.permissions import may_answer_person
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.ui.components.lists import Tab


def rights_tabs(actor: Actor, active: str) -> Sequence[Tab]:
    """Requests, delays, notices, register: those that the actor may open."""
    answers, keeps = may_answer_person(actor), actor.may(Permission.MANAGE_PRIVACY)
    pages = [
        (name, label)
        for name, label, is_open in (
            ("requests", _("Demandes des personnes"), answers),
            ("retention", _("Conservation"), answers),
            ("notices", _("À informer"), keeps or actor.may(Permission.MANAGE_PROSPECTING)),
            ("register", _("Registre des traitements"), keeps),
        )
        if is_open
    ]
    return [Tab(label, reverse(f"people_rights:{name}"), active=name == active) for name, label in pages]
