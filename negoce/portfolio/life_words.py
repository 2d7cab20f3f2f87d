"""The words of the life cycle: the name of each status, and the sentence of each explanation."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Explanation
from negoce.kit.money import format_decimal
from negoce.portfolio.enums import LifeStatus, StatusCause
from negoce.ui.words.say import reader_language, say

STATUS_LABELS: Mapping[LifeStatus, Any] = {
    LifeStatus.SUSPECT: _("Suspect"),
    LifeStatus.LEAD: _("Lead"),
    LifeStatus.TO_APPROACH: _("Prospect à approcher"),
    LifeStatus.COLD: _("Prospect froid"),
    LifeStatus.WARM: _("Prospect tiède"),
    LifeStatus.HOT: _("Prospect chaud"),
    LifeStatus.NEW: _("Nouveau client"),
    LifeStatus.IRREGULAR: _("Client irrégulier"),
    LifeStatus.REGULAR: _("Client régulier"),
    LifeStatus.AMBASSADOR: _("Ambassadeur"),
    LifeStatus.DORMANT: _("Dormant"),
    LifeStatus.LOST: _("Perdu"),
}
CAUSE_LABELS: Mapping[StatusCause, Any] = {
    StatusCause.COMPUTED: _("calculé"),
    StatusCause.DECLARED: _("déclaré"),
}

LIFE_MESSAGES: Mapping[str, Any] = {
    "life.suspect": _("Aucune commande, aucune qualification."),
    "life.suspect_met": _(
        "A accepté un rendez-vous le %(on)s ; aucun besoin noté, qualification incomplète."
    ),
    "life.suspect_quote": _("A voulu un devis le %(on)s ; aucun besoin noté, qualification incomplète."),
    "life.suspect_intent": _(
        "Intention d’achat notée le %(on)s ; aucun besoin noté, qualification incomplète."
    ),
    "life.lead_met": _(
        "Un besoin est noté depuis le %(on)s, un rendez-vous accepté le %(met)s ; la qualification n’est pas complète."
    ),
    "life.lead": _("Un besoin est noté depuis le %(on)s ; la qualification n’est pas complète."),
    "life.to_approach": _("Qualifié le %(on)s ; aucune réponse à un rendez-vous."),
    "life.cold": _("A refusé un rendez-vous le %(on)s et n’en a pas accepté depuis."),
    "life.warm": _("A accepté un rendez-vous le %(on)s ; ni devis voulu, ni intention d’achat."),
    "life.hot_quote": _("A accepté un rendez-vous le %(met)s ; a voulu un devis le %(on)s."),
    "life.hot_intent": _("A accepté un rendez-vous le %(met)s ; intention d’achat notée le %(on)s."),
    "life.new": _("Une seule commande, le %(last)s."),
    "life.regular": _("Commande %(every)s ; dernière commande le %(last)s."),
    "life.irregular": _("Commande en médiane %(every)s, sans régularité ; dernière commande le %(last)s."),
    "life.irregular_2": _("Deux jours de commande ; dernière commande le %(last)s."),
    "life.ambassador": _(
        "Commande %(every)s, la dernière le %(last)s ; une entreprise recommandée est devenue cliente le %(won)s."
    ),
    "life.ambassador_2": _(
        "Deux jours de commande, le dernier le %(last)s ; "
        "une entreprise recommandée est devenue cliente le %(won)s."
    ),
    "life.dormant": _("Commande %(every)s ; rien depuis %(silence)s jours."),
    "life.dormant_1": _("Une seule commande ; rien depuis %(silence)s jours."),
    "life.dormant_2": _("Deux jours de commande ; rien depuis %(silence)s jours."),
    "life.dormant_few": _(
        "Moins de %(few)s jours de commande en %(months)s mois ; dernière commande le %(last)s."
    ),
    "life.lost": _("Commandait %(every)s ; rien depuis %(silence)s jours."),
    "life.lost_1": _("Une seule commande ; rien depuis %(silence)s jours : perdu."),
    "life.lost_2": _("Deux jours de commande ; rien depuis %(silence)s jours : perdu."),
    "life.override": _("Déclaré du %(on)s au %(until)s."),
    "life.departed": _("Départ déclaré le %(on)s ; aucune commande depuis."),
}

PRESALE_MESSAGES: Mapping[str, Any] = {
    "presale.met": _("A accepté un rendez-vous le %(on)s."),
    "presale.met_wants": _(
        "A accepté un rendez-vous le %(met)s, et voulu un devis ou dit vouloir acheter le %(on)s."
    ),
    "presale.wants": _("A voulu un devis ou dit vouloir acheter le %(on)s."),
    "presale.score": _("Son score a atteint 60."),
}


def life_sentence(why: Explanation) -> str:
    """The sentence of an explanation of the life cycle, in the reader's language."""
    cadence = why.figures.get("cadence")
    figures = dict(why.figures)
    if isinstance(cadence, Decimal):
        figures["every"] = cadence_words(cadence)
    return say(Explanation(why.code, figures), LIFE_MESSAGES)


def cadence_words(cadence: Decimal) -> str:
    """How often somebody orders, from days between two orders: « tous les 31 jours »."""
    if cadence == 1:
        return gettext("tous les jours")
    decimals = 0 if cadence == cadence.to_integral_value() else 1
    return gettext("tous les %(days)s jours") % {"days": format_decimal(cadence, reader_language(), decimals)}
