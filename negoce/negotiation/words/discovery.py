"""What kinds of sale, topics and questions of a discovery are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_options
from negoce.kit.explain import Finding
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic, SaleKind
from negoce.negotiation.rules.discovery import QUESTIONS, Question
from negoce.negotiation.rules.discovery_set import OWN_CLOSED
from negoce.ui.words.say import say as say_with

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
FORM_WORDS: Mapping[str, Any] = {
    QuestionForm.OPEN: _("Ouverte"),
    QuestionForm.CLOSED: _("Fermée : oui, non, ne sait pas"),
    QuestionForm.REFORMULATION: _("Reformulation"),
}
MESSAGES: Mapping[str, Any] = {
    "question.no_words": _("Écrivez la question."),
    "question.too_many": _("Un jeu compte au plus %(most)s questions."),
    "question.branch_unknown": _("Une question ne peut dépendre que d’une question fermée de ce jeu."),
    "question.branch_itself": _("Une question ne dépend pas d’elle-même."),
    "question.branch_circle": _("Ces deux questions dépendraient l’une de l’autre."),
}
_CLOSED = frozenset(each.key for each in QUESTIONS if each.form == QuestionForm.CLOSED)


def motive_options() -> Sequence[tuple[str, str]]:
    """The motives of SONCASE with their words, in order."""
    return choice_options(PurchaseMotive)


def answer_words(question: str, answer: str) -> str:
    """A stored answer as people read it: that of a closed question in words."""
    is_closed = question in _CLOSED or question.startswith(OWN_CLOSED)
    return str(CLOSED_WORDS[answer]) if is_closed and answer in set(ClosedAnswer) else answer


def question_words(question: Question) -> str:
    """The words of a question: its own, else those of the ready one."""
    return question.words or str(QUESTION_WORDS.get(question.key, question.key))


def question_help(question: Question) -> str:
    """What is said under a question."""
    return question.help or ("" if question.words else str(HELP.get(question.key, "")))


def in_words(questions: Sequence[Question]) -> Sequence[Question]:
    """Ready questions with their words, as a copy keeps them."""
    return [replace(each, words=question_words(each), help=question_help(each)) for each in questions]


def say(finding: Finding) -> str:
    """A sentence about questions."""
    return say_with(finding, MESSAGES)
