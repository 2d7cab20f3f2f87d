"""The screen of the list of tenders."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.enums import TenderStage
from negoce.negotiation.queries.tenders.visible import tenders_for_page
from negoce.negotiation.words.tender import BUYER_KINDS, STAGES
from negoce.ui.html import chip, link
from negoce.ui.words.say import reader_language
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.tenders.days import left_words

STAGE_TONES = {
    TenderStage.SUBMITTED.value: "info",
    TenderStage.WON.value: "good",
    TenderStage.LOST.value: "bad",
}


def _noun(number: int) -> str:
    return npgettext("nombre", "appel d’offres", "appels d’offres", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A tender beside its list: who buys, how much, until when."""
    row = load_or_404(tenders_for_page(actor), public_id)
    currency = row.deal.currency if row.deal is not None else "EUR"
    amount = "" if row.amount is None else format_money(row.amount, reader_language(), currency)
    until = ""
    if row.deadline is not None:
        left, _tone = left_words((row.deadline - timezone.localdate()).days)
        until = f"{format_date(row.deadline, reader_language())} ({left})"
    deal = link(reverse("deals:deal", args=[row.deal.public_id]), row.deal.name) if row.deal else ""
    facts: list[tuple[object, object]] = [
        (_now("Acheteur"), link(reverse("companies:record", args=[row.company.public_id]), row.company.name)),
        (_now("Type d’acheteur"), BUYER_KINDS[row.buyer]),
        (_now("Prochaine remise"), until),
        (_now("Montant HT du besoin"), amount),
        (_now("Suivi par"), row.owner.full_name if row.owner is not None else ""),
        (_now("Affaire"), deal),
    ]
    return {
        "title": row.name,
        "url": reverse("tenders:tender", args=[row.public_id]),
        "chips": chip(STAGES[row.stage], tone=STAGE_TONES.get(row.stage, "")),
        "facts": [(label, value) for label, value in facts if value],
        "parts": [],
    }


TENDER_SCREEN = Screen(
    noun=_noun,
    all_label=_("Tous"),
    first_title=_("Aucun appel d’offres pour l’instant"),
    first_text=_(
        "Entrez la consultation d’un acheteur public ou privé : ses dates, la procédure et la décision d’y répondre"
        " se suivent ici."
    ),
    none_title=_("Aucun appel d’offres ne correspond à ces filtres"),
    quick_label=_("Objet contient…"),
    create_label=_("Nouvel appel d’offres"),
    create_page="tenders:create",
    quick_filters=("stage", "deadline", "owner", "buyer"),
    second_line=("company", "deadline", "stage", "amount"),
    peek=_peek,
    tones={"stage": STAGE_TONES},
)
