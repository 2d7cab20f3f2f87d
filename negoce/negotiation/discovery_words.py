"""What kinds of sale, topics and questions of a discovery are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_options
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic, SaleKind
from negoce.negotiation.rules.discovery import QUESTIONS

KIND_WORDS: Mapping[str, Any] = {
    SaleKind.SUPPLY: _("Achats réguliers"),
    SaleKind.PROJECT: _("Projet ou équipement"),
    SaleKind.RENEWAL: _("Renouvellement"),
}
TOPIC_WORDS: Mapping[str, Any] = {
    QuestionTopic.SITUATION: _("Situation"),
    QuestionTopic.NEEDS: _("Besoins"),
    QuestionTopic.MOTIVES: _("Mobiles d’achat"),
    QuestionTopic.CONSTRAINTS: _("Contraintes"),
    QuestionTopic.DECISION: _("Circuit de décision"),
    QuestionTopic.SUPPLIERS: _("Fournisseurs"),
    QuestionTopic.SATISFACTION: _("Satisfaction"),
    QuestionTopic.REFORMULATION: _("Reformulation"),
}
CLOSED_WORDS: Mapping[str, Any] = {
    ClosedAnswer.YES: _("Oui"),
    ClosedAnswer.NO: _("Non"),
    ClosedAnswer.UNKNOWN: _("Ne sait pas"),
}
QUESTION_WORDS: Mapping[str, Any] = {
    "activity": _("Parlez-moi de votre activité : qu’est-ce qui change cette année ?"),
    "today": _("Comment faites-vous aujourd’hui ?"),
    "volumes": _("Quelles quantités achetez-vous, à quel rythme ?"),
    "trigger": _("Qu’est-ce qui a déclenché ce projet ?"),
    "blocks": _("Qu’est-ce qui vous gêne ou vous bloque aujourd’hui ?"),
    "cost": _("Que vous coûte ce problème, par mois ou par an ?"),
    "ideal": _("Dans un an, qu’est-ce qui devrait avoir changé ?"),
    "matters": _("Qu’est-ce qui comptera le plus dans votre choix ?"),
    "hesitation": _("Qu’est-ce qui pourrait vous faire hésiter ?"),
    "deadline": _("Pour quand cela doit-il être en place ?"),
    "requirements": _("Quelles normes ou quels contrôles faut-il respecter ?"),
    "budget": _("Un budget est-il prévu ?"),
    "budget_size": _("De quel ordre est-il ?"),
    "budget_path": _("Comment se décide une dépense qui n’est pas prévue ?"),
    "deciders": _("Qui d’autre sera consulté, et qui décide à la fin ?"),
    "consultation": _("Passerez-vous par une consultation ou un appel d’offres ?"),
    "criteria": _("Sur quels critères, et avec quel poids pour chacun ?"),
    "supplier": _("Avez-vous déjà un fournisseur pour cela ?"),
    "supplier_kept": _("Qu’appréciez-vous chez lui, et que changeriez-vous ?"),
    "rivals": _("Qui d’autre consultez-vous, et pourquoi ?"),
    "served": _("Avons-nous déjà travaillé ensemble ?"),
    "served_how": _("Qu’est-ce qui s’est bien passé, et moins bien ?"),
    "satisfied": _("De 0 à 10, combien nous donnez-vous, et que manque-t-il pour 10 ?"),
    "summary": _("« Si je vous ai bien compris… »"),
    "agreed": _("Est-ce bien cela ?"),
    "correction": _("Qu’ai-je mal compris ?"),
}
HELP: Mapping[str, Any] = {
    "cost": _("Un chiffre dit par le client sera votre meilleur argument."),
    "summary": _("Redites ses besoins avec ses mots, puis laissez-le répondre."),
}
_CLOSED = frozenset(each.key for each in QUESTIONS if each.form == QuestionForm.CLOSED)


def motive_options() -> Sequence[tuple[str, str]]:
    """The motives of SONCASE with their words, in order."""
    return choice_options(PurchaseMotive)


def answer_words(question: str, answer: str) -> str:
    """A stored answer as people read it: that of a closed question in words."""
    return str(CLOSED_WORDS[answer]) if question in _CLOSED and answer in set(ClosedAnswer) else answer
