"""The screen of the list of messages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.identity.rules.actor import Actor
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.queries.visible import visible_messages
from negoce.outbox.words.choices import KINDS, STATES, TONES
from negoce.outbox.words.reasons import from_stored, say
from negoce.ui.html import chip, link
from negoce.ui.words.say import short_moment
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen


def _noun(number: int) -> str:
    return npgettext("nombre", "message", "messages", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A message beside its list: to whom, when, why, and how it begins."""
    row = load_or_404(visible_messages(actor).select_related("company"), public_id)
    state = MessageState(row.state)
    facts: list[tuple[object, object]] = [
        (_now("À"), " · ".join(part for part in (row.to_name, row.to_address) if part)),
        (_now("Demandé le"), short_moment(row.created_at)),
        (_now("Décision"), say(from_stored(row.decided_by))),
    ]
    if row.company is not None:
        company_page = reverse("companies:record", args=[row.company.public_id])
        facts.insert(1, (_now("Entreprise"), link(company_page, row.company.name)))
    return {
        "title": row.subject or str(KINDS[MessageKind(row.kind)]),
        "url": reverse("outbox:message", args=[row.public_id]),
        "chips": chip(STATES[state], tone=TONES[state]),
        "facts": facts,
        "parts": [line for line in row.text.split("\n") if line.strip()][:8],
    }


MESSAGE_SCREEN = Screen(
    noun=_noun,
    all_label=_("Tous"),
    first_title=_("Aucun message pour l’instant"),
    first_text=_("Les devis, factures et relances que vous envoyez par e-mail se suivent ici, un par un."),
    none_title=_("Aucun message ne correspond à ces filtres"),
    quick_label=_("L’objet contient…"),
    quick_filters=("state", "kind", "created_at", "sender"),
    second_line=("state", "to_address", "created_at"),
    peek=_peek,
    tones={"state": {state.value: tone for state, tone in TONES.items() if tone}},
)
