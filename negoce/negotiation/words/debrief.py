"""What is asked after a meeting, what is answered, and the sentences of the rules about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.kit.explain import Explanation, Finding
from negoce.negotiation.enums import (
    DealStep,
    DebriefAspect,
    MeetingStart,
    Recovered,
    Recovery,
    StepPractice,
)
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.ui.words.say import say as say_with

ASPECTS: Mapping[str, Any] = {
    DebriefAspect.POSTURE: pgettext_lazy("bilan", "Ma posture"),
    DebriefAspect.TONE: pgettext_lazy("bilan", "Mon ton"),
    DebriefAspect.PACE: pgettext_lazy("bilan", "Mon débit"),
    DebriefAspect.SILENCE: pgettext_lazy("bilan", "Mes silences"),
    DebriefAspect.LISTENING: pgettext_lazy("bilan", "Mon écoute"),
    DebriefAspect.OWN_EMOTIONS: pgettext_lazy("bilan", "Mes émotions"),
    DebriefAspect.MOTIVES: pgettext_lazy("bilan", "Ce qui motive l’autre"),
    DebriefAspect.FEELINGS: pgettext_lazy("bilan", "Comprendre ce que l’autre ressent"),
    DebriefAspect.RELATIONS: pgettext_lazy("bilan", "La relation"),
}
HINTS: Mapping[str, Any] = {
    DebriefAspect.POSTURE: _("Étais-je face à la personne, disponible, sans écran entre nous ?"),
    DebriefAspect.TONE: _("Ai-je parlé d’une voix posée, sur le même registre du début à la fin ?"),
    DebriefAspect.PACE: _("M’a-t-on fait répéter ? Ai-je laissé le temps de noter ?"),
    DebriefAspect.SILENCE: _("Après une question ou un prix, ai-je su me taire ?"),
    DebriefAspect.LISTENING: _("Ai-je reformulé avant de répondre ? Qui a parlé le plus ?"),
    DebriefAspect.OWN_EMOTIONS: _("Ai-je reconnu mon agacement, mon trac, ma hâte, et qu’en ai-je fait ?"),
    DebriefAspect.MOTIVES: _("Ai-je demandé ce qui compte pour la personne, et l’ai-je entendu ?"),
    DebriefAspect.FEELINGS: _("Ai-je vérifié par une question ce que je croyais comprendre ?"),
    DebriefAspect.RELATIONS: _(
        "Chacun repart-il avec la parole de l’autre ? Ai-je remercié, reconnu un tort ?"
    ),
}
ADVICE: Mapping[str, Any] = {
    DebriefAspect.POSTURE: _("Choisissez la place et rangez l’écran avant que la personne n’entre."),
    DebriefAspect.TONE: _("Relisez à voix haute vos deux premières phrases avant d’entrer."),
    DebriefAspect.PACE: _("Une idée par phrase, puis une respiration : laissez le temps de noter."),
    DebriefAspect.SILENCE: _("Après chaque question ouverte et après le prix, comptez trois secondes."),
    DebriefAspect.LISTENING: _("Avant chaque réponse, une reformulation : « Si je comprends bien… »."),
    DebriefAspect.OWN_EMOTIONS: _(
        "Nommez pour vous ce que vous ressentez avant d’entrer, et ce qui peut vous piquer."
    ),
    DebriefAspect.MOTIVES: _(
        "Préparez deux questions sur ce qui compte pour la personne, au-delà du besoin."
    ),
    DebriefAspect.FEELINGS: _("Une impression se vérifie : « Qu’est-ce qui vous fait hésiter ? »"),
    DebriefAspect.RELATIONS: _(
        "Terminez par ce que chacun fera et pour quand, et tenez-le avant le jour dit."
    ),
    DealStep.PREPARATION: _("Bloquez quinze minutes la veille : objectifs, questions, promesses ouvertes."),
    DealStep.CONTACT: _("Annoncez dès l’entrée le but, la durée et ce que la personne y gagne."),
    DealStep.DISCOVERY: _("Ne présentez rien avant d’avoir reformulé le besoin et obtenu un oui."),
    DealStep.PRESENTATION: _("Trois arguments, pas plus : ceux qui répondent à ce que vous avez entendu."),
    DealStep.DISCUSSION: _("Devant une objection : creuser, reformuler, répondre, vérifier."),
    DealStep.NEGOTIATION: _("Ne donnez rien sans contrepartie : préparez-en une pour chaque concession."),
    DealStep.CONCLUSION: _("Deux signes d’accord entendus : proposez de conclure."),
    DealStep.LEAVE_TAKING: _(
        "Résumez à voix haute ce qui est convenu, et datez la suite avant de vous lever."
    ),
    DealStep.FOLLOW_UP: _("Envoyez le récapitulatif dans la journée."),
}
STEP_QUESTIONS: Mapping[str, Any] = {
    DealStep.PREPARATION: _("Dossier relu, objectifs fixés"),
    DealStep.CONTACT: _("But, durée et ordre du jour convenus"),
    DealStep.DISCOVERY: _("Besoin et motifs entendus, reformulés"),
    DealStep.PRESENTATION: _("Offre dite dans les mots du client : prix, délai, paiement"),
    DealStep.DISCUSSION: _("Objections creusées, puis traitées"),
    DealStep.NEGOTIATION: _("Rien donné sans contrepartie"),
    DealStep.CONCLUSION: _("Accord demandé"),
    DealStep.LEAVE_TAKING: _("Accord résumé, suite datée, remerciements"),
    DealStep.FOLLOW_UP: _("Compte rendu écrit, promesses notées"),
}
PRACTICES: Mapping[str, Any] = {
    StepPractice.DONE: pgettext_lazy("étape", "Fait"),
    StepPractice.PARTLY: pgettext_lazy("étape", "En partie"),
    StepPractice.MISSED: pgettext_lazy("étape", "Pas fait"),
    StepPractice.NOT_CONCERNED: pgettext_lazy("étape", "Sans objet"),
}
STARTS: Mapping[str, Any] = {
    MeetingStart.GOOD: pgettext_lazy("début", "Bien"),
    MeetingStart.UNEVEN: pgettext_lazy("début", "Inégal"),
    MeetingStart.BAD: pgettext_lazy("début", "Mal"),
}
RECOVERIES: Mapping[str, Any] = {
    Recovery.OWNED_UP: _("Reconnaître simplement le raté, s’excuser s’il le faut"),
    Recovery.PAUSED: _("Se taire un instant, ralentir"),
    Recovery.REPHRASED: _("Reformuler ce que la personne vient de dire"),
    Recovery.ASKED: _("Poser une question ouverte et écouter jusqu’au bout"),
    Recovery.BACK_TO_AGENDA: _("Revenir à l’ordre du jour convenu"),
    Recovery.OTHER_MOMENT: _("Proposer un autre moment"),
}
RECOVERED: Mapping[str, Any] = {
    Recovered.YES: pgettext_lazy("début rattrapé", "Oui"),
    Recovered.PARTLY: pgettext_lazy("début rattrapé", "En partie"),
    Recovered.NO: pgettext_lazy("début rattrapé", "Non"),
}
MESSAGES: Mapping[str, Any] = {
    "debrief.empty": _("Ce bilan ne dit rien encore : une étape, une note ou une phrase suffit."),
    "debrief.note_out_of_range": _("Une note va de 1 à 5."),
    "debrief.note_needed": _("Donnez-vous une note de 1 à 5, ou retirez ce texte."),
    "debrief.seen_needed": _("Dites ce que vous avez vu ou entendu : une note sans fait n’apprend rien."),
    "debrief.heard_needed": _(
        "Notez les mots entendus, ou retirez cette remarque : un geste, un regard ou un ton a mille causes, et ne dit "
        "rien à lui seul."
    ),
    "debrief.body_without_words": _(
        "« %(text)s » : un geste ou un regard d’autrui a mille causes. Ajoutez les mots entendus, entre guillemets, ou "
        "retirez-le."
    ),
    "debrief.recovered_needed": _("Dites si le début a été rattrapé."),
    "debrief.feedback_needed": _("Écrivez ce que vous retenez de ce bilan, en une phrase au moins."),
    "debrief.work_on_aspect": _(
        "%(mean)s sur 5 en moyenne sur les %(count)s dernières notes : la plus basse."
    ),
    "debrief.work_on_step": _(
        "Faite à %(rate)s %% dans les %(count)s entretiens où elle avait sa place : la plus basse."
    ),
}


def say(finding: Finding | Explanation) -> str:
    """The sentence of what a rule found."""
    if finding.code in MESSAGES:
        return say_with(finding, MESSAGES)
    assert isinstance(finding, Finding)
    return say_of_deals(finding)
