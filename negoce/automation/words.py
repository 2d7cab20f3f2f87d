"""The sentences of My day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.automation.enums import DayKind, RefusalReason, StakeKind
from negoce.automation.rules.day_figures import unpack
from negoce.kit.explain import Explanation
from negoce.kit.money import format_decimal
from negoce.portfolio.life_words import cadence_words
from negoce.portfolio.threshold_words import THRESHOLD_MESSAGES
from negoce.ui.words.say import reader_language, say

KIND_WORDS: Mapping[DayKind, Any] = {
    DayKind.RECALL: _("Relance d’un ancien client"),
    DayKind.ORDER_EXPECTED: _("Commande attendue"),
    DayKind.WELCOME: _("Accueil d’un nouveau client"),
    DayKind.PROMISE: _("Promesse à tenir"),
    DayKind.TASK: _("Prévu"),
    DayKind.REQUEST: _("Demande reçue"),
    DayKind.QUOTE: _("Devis sans réponse"),
    DayKind.QUOTE_ENDING: _("Devis qui expire"),
    DayKind.DEAL_LATE: _("Affaire en retard"),
    DayKind.DEAL_STILL: _("Affaire immobile"),
    DayKind.DECIDER: _("Décideur à rencontrer"),
    DayKind.HOT_PROSPECT: _("Prospect chaud"),
    DayKind.LEAD_SCORED: _("Lead à contacter"),
    DayKind.CONTRACT: _("Échéance de contrat"),
    DayKind.DELIVERY: _("Livraison en retard"),
    DayKind.OVERDUE: _("Factures échues"),
    DayKind.PAYMENT_PROMISE: _("Promesse de règlement"),
    DayKind.APPROVAL: _("Devis à approuver"),
    DayKind.MESSAGE: _("Message non parti"),
    DayKind.REVIEW: _("Bilan d’entretien à faire"),
    DayKind.OUTCOME: _("Raison à noter"),
}
REFUSAL_WORDS: Mapping[RefusalReason, Any] = {
    RefusalReason.NOT_WORTH_IT: _("Le jeu n’en vaut pas la chandelle"),
    RefusalReason.ALREADY_HANDLED: _("C’est déjà réglé autrement"),
    RefusalReason.WRONG_FACTS: _("Les faits sont inexacts"),
    RefusalReason.NOT_MINE: _("Ce n’est pas à moi de le faire"),
    RefusalReason.NO_INTEREST: _("Le client n’est pas intéressé"),
    RefusalReason.OTHER: _("Autre raison"),
}
STAKE_WORDS: Mapping[StakeKind, Any] = {
    StakeKind.MARGIN: _("Marge en jeu : %(stake)s €."),
    StakeKind.REVENUE: _("Chiffre d’affaires en jeu : %(stake)s €."),
    StakeKind.OWED: _("Dû : %(stake)s €."),
}
MESSAGES: Mapping[str, Any] = {
    "day.recall": _(
        "Commandait %(every)s ; rien depuis %(days)s. Probabilité qu’il soit encore client : %(percent)s %%."
    ),
    "day.recall_unknown": _(
        "Commandait %(every)s ; rien depuis %(days)s. Chances de retour supposées : %(percent)s %%."
    ),
    "day.recall_once": _(
        "Une seule commande, il y a %(days)s. Probabilité qu’il soit encore client : %(percent)s %%."
    ),
    "day.recall_once_unknown": _(
        "Une seule commande, il y a %(days)s. Chances de retour supposées : %(percent)s %%."
    ),
    "day.recall_twice": _(
        "Deux jours de commande ; rien depuis %(days)s. Probabilité qu’il soit encore client : %(percent)s %%."
    ),
    "day.recall_twice_unknown": _(
        "Deux jours de commande ; rien depuis %(days)s. Chances de retour supposées : %(percent)s %%."
    ),
    "day.order_late": _("Commande %(every)s ; rien depuis %(days)s."),
    "day.order_late_known": _(
        "Commande %(every)s ; rien depuis %(days)s. "
        "Probabilité d’une commande sous 90 jours : %(percent)s %%."
    ),
    "day.welcome": _("Première commande il y a %(days)s, et personne ne l’a appelé depuis."),
    "day.hot_prospect": _("Prospect chaud depuis %(days)s, sans prochaine étape."),
    "day.lead_points": _(
        "%(points)s points au score par règles depuis le %(since)s (%(least)s : proposé comme prospect), et personne "
        "ne l’a contacté depuis deux semaines."
    ),
    "day.lead_learned": _(
        "Chance de devenir client selon le score appris : %(percent)s %% (%(usual)s %% d’habitude), et personne ne "
        "l’a contacté depuis deux semaines."
    ),
    "day.lead_points_learned": _(
        "%(points)s points au score par règles (%(least)s : proposé comme prospect), %(percent)s %% de chances "
        "selon le score appris (%(usual)s %% d’habitude), et personne ne l’a contacté depuis deux semaines."
    ),
    "day.promise": _("Promis pour le %(due)s : %(subject)s."),
    "day.promise_late": _("Promis pour le %(due)s, %(days)s de retard : %(subject)s."),
    "day.question": _("Réponse attendue le %(due)s : %(subject)s."),
    "day.question_late": _("Réponse attendue le %(due)s, %(days)s de retard : %(subject)s."),
    "day.task": _("Prévu aujourd’hui : %(subject)s."),
    "day.task_late": _("Prévu le %(due)s, %(days)s de retard : %(subject)s."),
    "day.request": _("Quelqu’un attend votre réponse : %(subject)s."),
    "day.request_late": _("Quelqu’un attend votre réponse depuis %(days)s : %(subject)s."),
    "day.quote": _("Devis %(number)s (%(net)s € HT) envoyé il y a %(days)s, sans réponse."),
    "day.quote_seen": _(
        "Devis %(number)s (%(net)s € HT) ouvert %(views)s fois, sans réponse depuis %(days)s."
    ),
    "day.quote_ending": _("Devis %(number)s (%(net)s € HT) : il expire le %(until)s, sans réponse."),
    "day.quote_ending_seen": _(
        "Devis %(number)s (%(net)s € HT), ouvert %(views)s fois : il expire le %(until)s, sans réponse."
    ),
    "day.deal_late": _("L’affaire « %(name)s » devait se conclure le %(close)s, il y a %(days)s."),
    "day.deal_still": _("L’affaire « %(name)s » n’a pas avancé depuis %(days)s."),
    "day.decider": _("%(person)s décide pour « %(deal)s » et n’a pas été rencontré depuis %(days)s."),
    "day.decider_never": _("%(person)s décide pour « %(deal)s » et n’a jamais été rencontré."),
    "day.contract_notice": _(
        "Contrat %(number)s (%(title)s) : préavis au plus tard le %(day)s, dans %(days)s (%(net)s €/an)."
    ),
    "day.contract_end": _(
        "Contrat %(number)s (%(title)s) : il se termine le %(day)s, dans %(days)s (%(net)s €/an)."
    ),
    "day.contract_terminated": _(
        "Contrat %(number)s (%(title)s) résilié : il s’arrête le %(day)s, dans %(days)s (%(net)s €/an)."
    ),
    "day.delivery_late": _(
        "Commande %(reference)s promise pour le %(day)s, %(days)s de retard : prévenir le client."
    ),
    "day.delivery_untold": _("Commande %(reference)s : la nouvelle date, le %(day)s, n’est pas annoncée."),
    "day.overdue": _("%(count)s factures échues, la plus ancienne depuis %(days)s."),
    "day.overdue_one": _("Une facture échue depuis %(days)s."),
    "day.payment_promise": _("Règlement promis pour le %(day)s, non reçu."),
    "day.overdue_abroad": _(
        "%(count)s factures échues, la plus ancienne depuis %(days)s. Dû dans une autre monnaie : %(abroad)s."
    ),
    "day.overdue_one_abroad": _("Une facture échue depuis %(days)s. Dû dans une autre monnaie : %(abroad)s."),
    "day.payment_promise_abroad": _(
        "Règlement promis pour le %(day)s, non reçu. Dû dans une autre monnaie : %(abroad)s."
    ),
    "day.approval": _("%(name)s demande votre accord pour le devis %(number)s (%(net)s € HT)."),
    "day.approval_of_nobody": _("Le devis %(number)s (%(net)s € HT) attend votre accord."),
    "day.message_refused": _("« %(subject)s », du %(on)s, n’est pas parti : il a été refusé."),
    "day.message_failed": _("« %(subject)s », du %(on)s, n’est pas arrivé."),
    "day.message_in_doubt": _("« %(subject)s », du %(on)s : on ne sait pas s’il est parti."),
    "day.review": _("Entretien du %(on)s : %(subject)s. Faites-en le bilan tant qu’il est frais."),
    "day.review_deal": _(
        "Entretien du %(on)s pour « %(deal)s » : %(subject)s. Faites-en le bilan tant qu’il est frais."
    ),
    "day.outcome_won": _("« %(name)s » est gagnée depuis %(days)s : personne n’a noté pourquoi."),
    "day.outcome_lost": _("« %(name)s » est perdue depuis %(days)s : personne n’a noté pourquoi."),
    "day.least_stake": _("Enjeu inconnu ou petit : compté pour %(least)s €."),
    "day.first": _("Une demande récente passe avant le reste, quelle que soit sa valeur."),
    "day.learned": _("Vous avez souvent refusé ce type d’action (%(count)s fois) : × %(factor)s."),
    "day.weight": _("Poids de ce type d’action dans la maison : × %(factor)s."),
    "day.value": _(
        "%(stake)s € × %(percent)s %% de chances × urgence %(urgency)s = %(value)s €, soit %(score)s sur 100."
    ),
    "day.value_times": _(
        "%(stake)s € × %(percent)s %% de chances × urgence %(urgency)s × %(times)s = %(value)s €, "
        "soit %(score)s sur 100."
    ),
}

SETTING_LABELS: dict[str, Any] = {
    "size": _("Actions montrées par jour"),
    "urgency_percent": _("Part de l’urgence"),
    "refusal_percent": _("Ce que retire un refus"),
    "refusal_days": _("Oublié de moitié après"),
}
for _kind, _said in KIND_WORDS.items():
    SETTING_LABELS[f"weight_{_kind.value}"] = format_lazy("{} : {}", _("Poids"), _said)
    SETTING_LABELS[f"chance_{_kind.value}"] = format_lazy("{} : {}", _("Chances"), _said)
SETTING_UNITS: Mapping[str, Any] = {
    "size": _("actions"),
    "urgency_percent": "%",
    "refusal_percent": "%",
    "refusal_days": _("jours"),
}
SETTING_NOTES: Mapping[str, Any] = {
    "urgency_percent": _("0 : seuls l’enjeu et les chances comptent ; 200 : l’urgence compte double."),
    "refusal_percent": _("À chaque refus, le type d’action perd autant, pour cette personne seule."),
}
SETTING_MESSAGES: Mapping[str, Any] = {
    **THRESHOLD_MESSAGES,
    "day_settings.nothing_left": _("Laissez un poids à un type d’action au moins : la journée serait vide."),
}


def say_reason(reason: Mapping[str, Any]) -> str:
    """The sentence of a stored code and its figures; a code that is not known any more says nothing."""
    known = unpack(reason.get("figures", {}))
    figures = {name: _written(name, value) for name, value in known.items()}
    if "cadence" in known:
        figures["every"] = cadence_words(max(Decimal(str(known["cadence"])), Decimal(1)))
    try:
        return say(Explanation(str(reason.get("code", "")), figures), MESSAGES, unknown="")
    except KeyError:
        return ""


def euros(amount: Decimal) -> str:
    """An amount to the euro, without its sign."""
    return format_decimal(amount, reader_language(), 0)


def _written(name: str, value: object) -> object:
    """Amounts are told to the euro in a sentence, days with their noun."""
    if isinstance(value, Decimal):
        return value.quantize(Decimal(1))
    if name == "days" and isinstance(value, int):
        words = ngettext("%(count)s jour", "%(count)s jours", value)
        return words % {"count": format_decimal(value, reader_language())}
    if name == "abroad" and isinstance(value, list):
        return " + ".join(f"{euros(Decimal(amount))}\u00a0{currency}" for currency, amount in value)
    return value
