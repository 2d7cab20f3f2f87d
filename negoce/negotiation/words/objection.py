"""What objections, their natures, the techniques of answers and their outcomes are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from negoce.kit.explain import Explanation
from negoce.negotiation.enums import AnswerTechnique, ObjectionNature, ObjectionOutcome, ObjectionSubject

SUBJECTS: Mapping[str, Any] = {
    ObjectionSubject.PRICE.value: pgettext_lazy("objection", "Le prix"),
    ObjectionSubject.DELAY.value: pgettext_lazy("objection", "Le délai"),
    ObjectionSubject.PRODUCT.value: pgettext_lazy("objection", "Le produit"),
    ObjectionSubject.HOUSE.value: pgettext_lazy("objection", "Notre entreprise"),
    ObjectionSubject.HABIT.value: pgettext_lazy("objection", "L’habitude, le fournisseur en place"),
    ObjectionSubject.AUTHORITY.value: pgettext_lazy("objection", "Ce n’est pas lui qui décide"),
    ObjectionSubject.NEED.value: pgettext_lazy("objection", "Le besoin"),
    ObjectionSubject.MOMENT.value: pgettext_lazy("objection", "Le moment"),
}
NATURES: Mapping[str, Any] = {
    ObjectionNature.FOUNDED.value: pgettext_lazy("objection", "Sincère et fondée"),
    ObjectionNature.UNFOUNDED.value: pgettext_lazy("objection", "Sincère, non fondée"),
    ObjectionNature.PRETEXT.value: pgettext_lazy("objection", "Prétexte"),
    ObjectionNature.TACTICAL.value: pgettext_lazy("objection", "Tactique (prix)"),
}
ADVICE: Mapping[str, Any] = {
    ObjectionNature.FOUNDED.value: _(
        "Elle est vraie : reconnaissez-la, puis compensez ou ramenez à l’usage."
    ),
    ObjectionNature.UNFOUNDED.value: _("Elle ne tient pas : montrez-le par un fait ou par un client."),
    ObjectionNature.PRETEXT.value: _("Elle en cache une autre : creusez par une question, sans argumenter."),
    ObjectionNature.TACTICAL.value: _("Elle se négocie : rien sans contrepartie."),
}
TECHNIQUES: Mapping[str, Any] = {
    AnswerTechnique.QUESTION.value: pgettext_lazy("réponse", "Questionner"),
    AnswerTechnique.REFORMULATION.value: pgettext_lazy("réponse", "Reformuler"),
    AnswerTechnique.BOOMERANG.value: pgettext_lazy("réponse", "Boomerang"),
    AnswerTechnique.DIVISION.value: pgettext_lazy("réponse", "Diviser"),
    AnswerTechnique.COMPENSATION.value: pgettext_lazy("réponse", "Compenser"),
    AnswerTechnique.TESTIMONY.value: pgettext_lazy("réponse", "Témoigner"),
    AnswerTechnique.DEMONSTRATION.value: pgettext_lazy("réponse", "Démontrer"),
}
OUTCOMES: Mapping[str, Any] = {
    ObjectionOutcome.OVERCOME.value: pgettext_lazy("objection", "Levée"),
    ObjectionOutcome.STAYS.value: pgettext_lazy("objection", "Demeure"),
}
_REASONS: Mapping[str, Any] = {
    "objection.stays": _("dite ici, elle demeure"),
    "objection.chosen": _("retenue pour cette affaire"),
    "objection.of_sector": _("de ce secteur"),
    "objection.product": _("d’un produit proposé"),
}
_COUNTED: Mapping[str, Any] = {
    "objection.customer": ngettext_lazy(
        "dite dans une affaire de ce client", "dite dans %(count)s affaires de ce client", "count"
    ),
    "objection.in_sector": ngettext_lazy(
        "dite dans une affaire de ce secteur", "dite dans %(count)s affaires de ce secteur", "count"
    ),
    "objection.motive": ngettext_lazy(
        "d’un mobile entendu une fois", "d’un mobile entendu %(count)s fois", "count"
    ),
    "objection.house": ngettext_lazy(
        "dite dans une affaire de la maison", "dite dans %(count)s affaires de la maison", "count"
    ),
}


def options(words: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
    """A closed list with its words, in order."""
    return [(key, str(label)) for key, label in words.items()]


def reason_words(reason: Explanation) -> str:
    """Why an objection is expected."""
    if reason.code in _COUNTED:
        return str(_COUNTED[reason.code] % dict(reason.figures))
    return str(_REASONS[reason.code])


def named(words: Mapping[str, Any], value: str | StrEnum) -> str:
    """What a stored value is called; empty for nothing."""
    return str(words[str(value)]) if value else ""
