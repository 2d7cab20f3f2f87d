"""The screen of the list of quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

from negoce.catalogue.enums import LineKind
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote, QuoteLine
from negoce.negotiation.queries.quotes import current_version, lines_of, quotes_for_page
from negoce.negotiation.words.quote import STATES, TONES
from negoce.ui.html import chip, link
from negoce.ui.words.say import reader_language
from negoce.web.http import load_or_404
from negoce.web.lists.screen_type import Screen
from negoce.web.orders.figures import margin_words, quantity_words

_LINES = 12


def _noun(number: int) -> str:
    return npgettext("nombre", "devis", "devis", number)


def _peek(actor: Actor, public_id: str) -> Mapping[str, Any]:
    """A quote beside its list: whose, how much, until when, and its first lines."""
    quote: Quote = load_or_404(quotes_for_page(actor), public_id)
    language, company = reader_language(), quote.company
    facts: list[tuple[object, object]] = [
        (_now("Client"), link(reverse("companies:record", args=[company.public_id]), company.name)),
        (_now("Objet"), quote.title),
        (_now("Montant HT"), format_money(quote.net, language)),
        (_now("Valable jusqu’au"), format_date(quote.valid_until, language) if quote.valid_until else ""),
        (_now("Suivi par"), quote.owner.full_name if quote.owner else ""),
    ]
    if actor.may_read(FieldGroup.MARGIN) and quote.cost is not None:
        facts.append((_now("Marge"), margin_words(quote.net, quote.cost, "EUR")))
    return {
        "title": quote.number,
        "url": reverse("quotes:quote", args=[quote.public_id]),
        "chips": chip(str(STATES[quote.state]), tone=TONES[quote.state]),
        "facts": [(label, value) for label, value in facts if value],
        "parts": [_words(line) for line in lines_of(current_version(quote))[:_LINES]],
    }


def _words(line: QuoteLine) -> str:
    if line.kind != LineKind.ITEM:
        return line.label
    return f"{quantity_words(line.quantity)} × {line.label} · {format_money(line.net, reader_language())}"


QUOTE_SCREEN = Screen(
    noun=_noun,
    all_label=_("Tous"),
    first_title=_("Aucun devis pour l’instant"),
    first_text=_("Commencez-en un depuis une fiche client, une affaire, ou ici."),
    none_title=_("Aucun devis ne correspond à ces filtres"),
    quick_label=_("Numéro contient…"),
    create_label=_("Nouveau devis"),
    create_page="quotes:create",
    quick_filters=("state", "owner", "valid_until"),
    second_line=("company", "state", "net"),
    peek=_peek,
    tones={"state": TONES},
)
