"""What the states of a quote are called, and the sentences of its rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.line_words import LINE_MESSAGES
from negoce.catalogue.words import MESSAGES as CATALOGUE_MESSAGES
from negoce.companies.words.findings import MESSAGES as FILE_MESSAGES
from negoce.kit.explain import Explanation, Finding
from negoce.kit.worked import Step
from negoce.negotiation.enums import AcceptanceWay, QuoteState
from negoce.ui.words.say import say

STATES: Mapping[str, Any] = {
    QuoteState.DRAFT.value: _("Brouillon"),
    QuoteState.APPROVAL.value: _("En attente d’accord"),
    QuoteState.READY.value: _("Prêt à envoyer"),
    QuoteState.SENT.value: _("Envoyé"),
    QuoteState.ACCEPTED.value: _("Accepté"),
    QuoteState.REFUSED.value: _("Refusé"),
    QuoteState.EXPIRED.value: _("Expiré"),
    QuoteState.SUPERSEDED.value: _("Remplacé"),
}
TONES: Mapping[str, str] = {
    QuoteState.DRAFT.value: "",
    QuoteState.APPROVAL.value: "warn",
    QuoteState.READY.value: "info",
    QuoteState.SENT.value: "info",
    QuoteState.ACCEPTED.value: "good",
    QuoteState.REFUSED.value: "bad",
    QuoteState.EXPIRED.value: "warn",
    QuoteState.SUPERSEDED.value: "",
}
WAYS: Mapping[str, Any] = {
    AcceptanceWay.ONLINE.value: _("Acceptation en ligne"),
    AcceptanceWay.SIGNED.value: _("Devis signé"),
    AcceptanceWay.PURCHASE_ORDER.value: _("Bon de commande"),
    AcceptanceWay.SPOKEN.value: _("Accord verbal"),
}
QUOTE_MESSAGES: Mapping[str, Any] = {
    "floor.margin": _("%(net)s € − %(cost)s € de coûts connus = %(margin)s €, soit %(rate)s %%."),
    "floor.given_away": _("%(cost)s € de coûts connus pour %(net)s € de vente."),
    "floor.worst_options": _("Options comptées au plus défavorable : le client choisit."),
    "floor.under": _("Sous le plancher de %(floor)s %% : il manque %(missing)s € de marge."),
    "floor.above": _("Le plancher de %(floor)s %% est respecté."),
    "floor.no_cost": _("Aucun coût n’est connu : rien ne montre que le plancher de %(floor)s %% est tenu."),
    "floor.mostly_uncosted": _(
        "Le coût de plus de la moitié n’est pas connu : rien ne montre que le plancher de %(floor)s %% est tenu."
    ),
    "floor.shipping": _("Le port (%(shipping)s €) n’y est pas compté : son coût n’est pas connu."),
    "floor.uncosted": _("Lignes sans coût connu, laissées hors du calcul : %(count)s."),
    "quote.validity_over": _("Cette date de validité (%(until)s) est déjà passée."),
    "quote.delivery_past": _("Cette date de livraison (%(day)s) est déjà passée."),
    "quote.day_unreadable": _("« %(text)s » n’est pas une date."),
    "quote.days_unreadable": _("« %(text)s » : un nombre entier de jours, de 0 à %(most)s."),
    "quote.term_unknown": _("Choisissez dans la liste."),
    "quote.reduction_kind": _("Choisissez le type de réduction."),
    "quote.cash_discount_later": _(
        "Un escompte ne se déduit que si le paiement accompagne la commande. Sinon, mettez-le dans"
        " « Escompte conditionnel » : il se réglera par un avoir."
    ),
    "quote.too_many_lines": _("Un devis a au plus %(most)s lignes."),
    "quote.no_line": _("Il faut au moins une ligne de produit ou de prestation."),
    "quote.under_floor": _(
        "La marge est sous le plancher de %(floor)s %% : il faut l’accord d’un responsable. Demandez-le."
    ),
    "quote.unproven_margin": _(
        "Le coût de ces lignes n’est pas connu : rien ne montre que le plancher de %(floor)s %% est tenu. Demandez "
        "l’accord d’un responsable, ou renseignez les coûts au catalogue."
    ),
    "quote.cannot_ask": _("Un accord se demande sur un brouillon."),
    "quote.cannot_close": _("Seul un brouillon se finit."),
    "quote.cannot_reopen": _("Ce devis ne peut plus être rouvert : faites une nouvelle version."),
    "quote.cannot_send": _("Ce devis ne peut pas être envoyé dans son état."),
    "quote.cannot_accept": _("Ce devis ne peut pas être accepté dans son état."),
    "quote.cannot_refuse": _("Ce devis ne peut pas être refusé dans son état."),
    "quote.cannot_take_back": _("Seul un devis refusé peut être remis en attente."),
    "quote.cannot_expire": _("Ce devis ne peut pas expirer dans son état."),
    "quote.cannot_replace": _("Ce devis ne peut pas avoir de nouvelle version dans son état."),
}
_ALL: Mapping[str, Any] = {**FILE_MESSAGES, **CATALOGUE_MESSAGES, **LINE_MESSAGES, **QUOTE_MESSAGES}


def say_quote(what: Finding | Explanation) -> str:
    """The sentence for a finding of a quote, its lines, its terms or its margin."""
    return say(what, _ALL)


def say_steps(steps: Sequence[Step]) -> list[str]:
    """The sentence of each step."""
    return [say_quote(Explanation(step.code, step.figures)) for step in steps]


def say_price_reason(reason: Sequence[Mapping[str, Any]]) -> list[str]:
    """Why a price applies, from what a line keeps of it."""
    return [
        say_quote(
            Explanation(str(each["code"]), {key: _figure(value) for key, value in each.items()})
        ).strip()
        for each in reason
        if "code" in each
    ]


def _figure(value: object) -> object:
    text = str(value)
    if not text or text[0] not in "0123456789-":
        return text
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def state_label(state: str) -> str:
    """The words of a state."""
    return str(STATES[state])


def state_tone(state: str) -> str:
    """The hue of a state."""
    return TONES[state]
