"""The screen of the list of contracts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.loyalty.enums import ContractState
from negoce.loyalty.queries.contracts import contracts_for_page
from negoce.loyalty.words import PERIODS, STATES
from negoce.ui.html import chip, link
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.figures import language

TONES = {ContractState.ACTIVE.value: "good", ContractState.TERMINATED.value: "warn"}


def _noun(number: int) -> str:
    return npgettext("nombre", "contrat", "contrats", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A contract beside its list."""
    found = load_or_404(contracts_for_page(actor), public_id)
    company = found.company
    facts: list[tuple[object, object]] = [
        (_now("Client"), link(reverse("companies:record", args=[company.public_id]), company.name)),
        (_now("Facturé chaque"), PERIODS[found.period]),
        (_now("HT par période"), format_money(found.net, language(), found.currency)),
        (_now("Se termine le"), format_date(found.ends_on, language())),
    ]
    if found.notice_on is not None:
        facts.append((_now("Préavis au plus tard le"), format_date(found.notice_on, language())))
    return {
        "title": f"{found.number} · {found.title}",
        "url": reverse("contracts:contract", args=[found.public_id]),
        "chips": chip(STATES[found.state], tone=TONES.get(found.state, "")),
        "facts": facts,
        "parts": [],
    }


CONTRACT_SCREEN = Screen(
    noun=_noun,
    all_label=_("Tous"),
    first_title=_("Aucun contrat pour l’instant"),
    first_text=_(
        "Abonnements, maintenances : leurs factures se préparent seules, leurs préavis se voient venir."
    ),
    none_title=_("Aucun contrat ne correspond à ces filtres"),
    quick_label=_("Numéro…"),
    create_label=_("Nouveau contrat"),
    create_page="contracts:create",
    quick_filters=("state", "company", "notice_on"),
    second_line=("company", "state", "net"),
    peek=_peek,
    tones={"state": TONES},
)
