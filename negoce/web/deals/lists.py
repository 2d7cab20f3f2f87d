"""The screen of the list of deals."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.step import change_step
from negoce.negotiation.actions.deals.update import update_deal
from negoce.negotiation.enums import DealState, DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.deals.page import deals_for_page
from negoce.negotiation.queries.deals.shown import shown_value
from negoce.negotiation.words.deal import label_of
from negoce.ui.html import chip, link
from negoce.web.deals.ways import list_ways
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen

STATE_TONES = {DealState.OPEN.value: "info", DealState.WON.value: "good", DealState.LOST.value: "bad"}


def _noun(number: int) -> str:
    return npgettext("nombre", "affaire", "affaires", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A deal beside its list: whose, how much, where it stands."""
    deal = load_or_404(deals_for_page(actor), public_id)
    company = deal.company
    facts: list[tuple[object, object]] = [
        (_now("Client"), link(reverse("companies:record", args=[company.public_id]), company.name)),
        (_now("Étape"), label_of(DealStep, deal.step)),
        (_now("Montant HT"), shown_value(deal, "amount")),
        (_now("Conclusion prévue"), shown_value(deal, "close_on")),
        (_now("Suivie par"), shown_value(deal, "owner")),
    ]
    if deal.state != DealState.OPEN:
        facts += [
            (_now("Close le"), shown_value(deal, "closed_on")),
            (_now("Raison"), shown_value(deal, "outcome_reason")),
        ]
    return {
        "title": deal.name,
        "url": reverse("deals:deal", args=[deal.public_id]),
        "chips": chip(label_of(DealState, deal.state), tone=STATE_TONES[deal.state]),
        "facts": [(label, value) for label, value in facts if value],
        "parts": [],
    }


def _update(
    actor: Actor, deal: Deal, changes: Mapping[str, object], seen: Mapping[str, object] | None
) -> Deal:
    if "step" in changes:
        before = None if seen is None else str(seen["step"])
        return change_step(actor, deal, step=str(changes["step"]), seen=before)
    return update_deal(actor, deal, changes=changes, seen=seen)


DEAL_SCREEN = Screen(
    noun=_noun,
    all_label=_("Toutes"),
    first_title=_("Aucune affaire pour l’instant"),
    first_text=_("Une affaire suit une vente de la préparation à la conclusion : créez la première."),
    none_title=_("Aucune affaire ne correspond à ces filtres"),
    quick_label=_("Nom contient…"),
    create_label=_("Nouvelle affaire"),
    create_page="deals:create",
    quick_filters=("owner", "step", "close_on"),
    second_line=("company", "step", "amount", "close_on"),
    peek=_peek,
    update=_update,
    tones={"state": STATE_TONES},
    ways=list_ways,
)
