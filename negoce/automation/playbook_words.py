"""The words of playbooks: those that the house brings, steps, ends, what an effect says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.automation.enums import RunEnd, RunState, StepKind, StepOutcome
from negoce.automation.models import Playbook, PlaybookStep
from negoce.automation.rules.effect import EffectVerdict

PLAYBOOKS: Mapping[str, Any] = {
    "welcome": _("Accueillir le nouveau client"),
    "recognise": _("Reconnaître le client fidèle"),
    "wake": _("Réveiller le client dormant"),
    "win_back": _("Reconquérir le client perdu"),
}
# What is to be done, then how.
STEPS: Mapping[tuple[str, str], tuple[Any, Any]] = {
    ("welcome", "thank"): (
        _("Remercier de la première commande"),
        _("Un message personnel : qui les suit, comment le joindre."),
    ),
    ("welcome", "check"): (
        _("Appeler : la première livraison a-t-elle convenu ?"),
        _(
            "Délai, conformité, facture. Noter ce qui ne va pas et le régler avant la commande suivante ; compléter "
            "qui décide et ce qu’ils achètent ailleurs."
        ),
    ),
    ("welcome", "second"): (
        _("Proposer la deuxième commande"),
        _("Partir de leur rythme et de ce que des clients semblables achètent aussi."),
    ),
    ("recognise", "thank"): (
        _("Remercier de la fidélité"),
        _("Dire ce que leurs commandes régulières permettent, demander ce qui pourrait être mieux."),
    ),
    ("recognise", "visit"): (
        _("Rendre visite : faire le point de l’année"),
        _("Leurs projets, les familles qu’ils n’achètent pas encore chez nous, les personnes à rencontrer."),
    ),
    ("recognise", "referral"): (
        _("Demander une recommandation"),
        _("À qui pourrions-nous rendre le même service ? Peuvent-ils être nommés ?"),
    ),
    ("wake", "call"): (
        _("Appeler : que s’est-il passé ?"),
        _("Rythme habituel, dernière livraison, dernier échange sous les yeux. Écouter avant de proposer."),
    ),
    ("wake", "write"): (
        _("Écrire, faute de réponse"),
        _("Sauf si l’appel a abouti : alors fermer cette tâche."),
    ),
    ("wake", "offer"): (
        _("Faire une proposition précise"),
        _("Sur les produits qu’ils prenaient, avec une date."),
    ),
    ("win_back", "why"): (
        _("Comprendre le départ"),
        _("Relire les derniers échanges, réclamations et impayés ; appeler, demander la raison, la noter."),
    ),
    ("win_back", "write"): (
        _("Écrire ce qui a changé"),
        _("Seulement ce qui répond à la raison du départ."),
    ),
    ("win_back", "last"): (
        _("Dernier appel, puis laisser"),
        _("Sans suite : noter le départ et passer au suivant."),
    ),
}
STEP_KINDS: Mapping[str, Any] = {
    StepKind.TASK.value: _("Tâche"),
    StepKind.MESSAGE.value: _("Message"),
}
STATES: Mapping[str, Any] = {
    RunState.RUNNING.value: _("En cours"),
    RunState.DONE.value: _("Terminé"),
    RunState.STOPPED.value: _("Arrêté"),
}
ENDS: Mapping[str, Any] = {
    RunEnd.LEFT.value: _("le statut a changé"),
    RunEnd.PERSON.value: _("arrêté à la main"),
    RunEnd.SWITCHED_OFF.value: _("scénario coupé"),
    RunEnd.ORDERED.value: _("l’entreprise a commandé"),
    RunEnd.ANSWERED.value: _("l’entreprise a répondu"),
}
OUTCOMES: Mapping[str, Any] = {
    StepOutcome.TASK.value: _("tâche créée"),
    StepOutcome.TO_WRITE.value: _("message à relire et envoyer"),
    StepOutcome.QUEUED.value: _("message confié à l’envoi"),
    StepOutcome.REFUSED.value: _("message non permis, pas envoyé"),
    StepOutcome.NOBODY.value: _("personne à qui écrire"),
    StepOutcome.OVER.value: _("offre terminée, rien n’a été fait"),
    StepOutcome.LEFT_OUT.value: _("témoin de l’offre, rien n’a été fait"),
}
REACHES: Mapping[str, Any] = {
    "none": "",
    "allowed": _("peut recevoir le message"),
    "refused": _("opposition ou personne non informée : ne recevra rien"),
    "nobody": _("personne à qui écrire"),
}
VERDICTS: Mapping[str, Any] = {
    EffectVerdict.NOT_ENOUGH.value: _("Pas encore assez d’entreprises"),
    EffectVerdict.MORE.value: _("Ils commandent plus"),
    EffectVerdict.LESS.value: _("Ils commandent moins"),
    EffectVerdict.UNCLEAR.value: _("Écart non établi"),
}


def playbook_code(playbook: Playbook) -> str:
    """How the journal names it: `@key` for one of the house, which each reader has in their own words."""
    return playbook.name or f"@{playbook.key}"


def step_code(playbook: Playbook, step: PlaybookStep) -> str:
    """How the journal names a step: its words, `@playbook.step` for one of the house, else its kind."""
    known = (playbook.key, step.key) in STEPS
    return step.subject or (f"@{playbook.key}.{step.key}" if known else step.kind)


def playbook_name(playbook: Playbook) -> str:
    """How a playbook is called."""
    return playbook.name or str(PLAYBOOKS.get(playbook.key, playbook.key))


def step_subject(playbook: Playbook, step: PlaybookStep) -> str:
    """What a step asks to do."""
    known = STEPS.get((playbook.key, step.key))
    return step.subject or (str(known[0]) if known else str(STEP_KINDS[step.kind]))


def step_body(playbook: Playbook, step: PlaybookStep) -> str:
    """How to go about it; empty when nothing more was written."""
    known = STEPS.get((playbook.key, step.key))
    return step.body or (str(known[1]) if known and not step.subject else "")
