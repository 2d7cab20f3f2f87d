"""The words of sessions of calls: outcomes, states, opening lines, what is wrong with a script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.words.reach_findings import REACH_MESSAGES
from negoce.prospecting.enums import CallOutcome, CallSessionState, CallTargetState, OpeningKind

OUTCOMES: Mapping[str, Any] = {
    CallOutcome.NO_ANSWER.value: _("Pas de réponse"),
    CallOutcome.VOICEMAIL.value: _("Répondeur"),
    CallOutcome.GATEKEEPER.value: _("Barrage"),
    CallOutcome.CALLBACK.value: _("À rappeler"),
    CallOutcome.MEETING.value: _("Rendez-vous"),
    CallOutcome.NOT_INTERESTED.value: _("Pas intéressé"),
    CallOutcome.WRONG_NUMBER.value: _("Mauvais numéro"),
    CallOutcome.OPPOSED.value: _("S’oppose aux appels"),
    CallOutcome.QUOTE.value: _("Devis demandé"),
}
SESSION_STATES: Mapping[str, Any] = {
    CallSessionState.PREPARING.value: _("En préparation"),
    CallSessionState.OPEN.value: _("Ouverte"),
    CallSessionState.PAUSED.value: _("En pause"),
    CallSessionState.ENDED.value: _("Terminée"),
}
TARGET_STATES: Mapping[str, Any] = {
    CallTargetState.WAITING.value: _("À appeler"),
    CallTargetState.HELD.value: _("En ligne"),
    CallTargetState.DONE.value: _("Appelée"),
    CallTargetState.SKIPPED.value: _("Passée"),
}
OPENINGS: Mapping[str, Any] = {
    OpeningKind.PROMISE.value: _("Une promesse à tenir"),
    OpeningKind.REFERRAL.value: _("Une recommandation"),
    OpeningKind.NEED.value: _("Un besoin exprimé"),
    OpeningKind.REQUEST.value: _("Une demande reçue"),
    OpeningKind.NEW_SITE.value: _("Un nouveau site"),
    OpeningKind.FAIR.value: _("Un salon"),
    OpeningKind.SILENCE.value: _("Un long silence"),
    OpeningKind.ORDERS.value: _("Leurs commandes"),
    OpeningKind.SIMILAR.value: _("Ce qu’achètent des clients semblables"),
    OpeningKind.TRADE.value: _("Leur métier"),
    OpeningKind.PLAIN.value: _("Sans fait particulier"),
}
OPENING_MESSAGES: Mapping[str, Any] = {
    "opening.promise": _("« Je vous rappelle comme convenu, à propos de : %(text)s. »"),
    "opening.promise.fact": _("Promesse encore ouverte, pour le %(day)s."),
    "opening.meeting": _("« Nous nous voyons le %(day)s : y a-t-il un point à préparer d’ici là ? »"),
    "opening.meeting.fact": _("Rendez-vous prévu le %(day)s."),
    "opening.referral": _("« %(text)s m’a conseillé de vous appeler. »"),
    "opening.referral.fact": _("Nous a recommandés, et accepte d’être nommé."),
    "opening.need": _(
        "« Lors de notre échange du %(day)s, vous nous aviez parlé d’un besoin. Où en êtes-vous ? »"
    ),
    "opening.need.fact": _("Besoin noté le %(day)s : %(text)s."),
    "opening.request": _("« Vous nous avez écrit le %(day)s (%(text)s) : je vous appelle pour y répondre. »"),
    "opening.request.fact": _("Demande reçue le %(day)s."),
    "opening.new_site": _("« J’ai vu que vous êtes maintenant à %(text)s. Comment l’équipez-vous ? »"),
    "opening.new_site.fact": _("Site ajouté à la fiche le %(day)s."),
    "opening.fair": _("« Nous nous sommes vus à %(text)s, le %(day)s. »"),
    "opening.fair.fact": _("Rencontre notée le %(day)s."),
    "opening.silence": _(
        "« Cela fait %(months)s mois que nous n’avons pas travaillé ensemble : qu’est-ce qui a changé pour vous ? »"
    ),
    "opening.silence.fact": _("Dernière commande le %(day)s, il y a %(days)s jours."),
    "opening.orders": _(
        "« Votre commande du %(day)s vous est-elle bien arrivée ? Que faut-il prévoir pour la suivante ? »"
    ),
    "opening.orders.fact": _(
        "Dernière commande le %(day)s ; une commande tous les %(days)s jours en médiane."
    ),
    "opening.orders_once": _(
        "« Votre commande du %(day)s vous a-t-elle convenu ? Que pouvons-nous préparer d’autre ? »"
    ),
    "opening.orders_once.fact": _("Dernière commande le %(day)s ; pas encore de rythme."),
    "opening.similar": _(
        "« Des entreprises comme la vôtre nous prennent aussi : %(text)s. Comment faites-vous aujourd’hui ? »"
    ),
    "opening.similar.fact": _("%(count)s clients semblables sur %(total)s en achètent."),
    "opening.trade": _(
        "« Nous travaillons avec des entreprises de votre métier : puis-je vous poser deux questions ? »"
    ),
    "opening.trade.fact": _("Code d’activité : %(text)s."),
    "opening.plain": _("« Bonjour, je vous appelle pour savoir comment vous achetez aujourd’hui. »"),
    "opening.plain_customer": _(
        "« Bonjour, je fais le point avec vous : qu’est-ce qui pourrait aller mieux ? »"
    ),
    "opening.plain.fact": _("Aucun fait particulier n’est utilisé."),
}
SCRIPT_MESSAGES: Mapping[str, Any] = {
    "script.empty": _("Écrivez au moins une étape : une ligne qui commence par #."),
    "script.no_title": _("Ligne %(line)s : une étape commence par # et son titre."),
    "script.twice": _("Ligne %(line)s : l’étape « %(text)s » existe déjà. Donnez-lui un autre titre."),
    "script.unknown_step": _("Ligne %(line)s : aucune étape ne s’appelle « %(text)s »."),
    "script.no_way_out": _(
        "Ligne %(line)s : de l’étape « %(text)s », aucune réponse ne mène à la fin. Ajoutez « -> fin » à l’une d’elles."
    ),
    "script.too_many_steps": _("Au plus %(count)s étapes."),
    "script.too_many_answers": _("Ligne %(line)s : « %(text)s » a plus de %(count)s réponses."),
    "script.too_long": _("Ligne %(line)s : « %(text)s… » est trop long."),
    "script.never_reached": _("Ligne %(line)s : aucune réponse ne mène à « %(text)s »."),
    "script.says_nothing": _("Ligne %(line)s : l’étape « %(text)s » ne dit rien."),
}
# Why a company is not called, besides what R-G3 and licences say.
LEFT_OUT: Mapping[str, Any] = {
    **REACH_MESSAGES,
    "call.no_number": _("Aucun numéro sur la fiche"),
    "call.same_number": _("Même numéro qu’une autre entreprise de la session"),
    "call.recent": _("Déjà appelée il y a peu"),
    "call.gone": _("Fiche supprimée ou devenue invisible"),
    "call.passed": _("Passée par la personne qui appelait"),
    "reach.opposed": _("La personne s’est opposée aux appels"),
}
