"""What sales cycles, their ready-made tasks and the buyer's side are called (N1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.companies.enums import ActivityKind
from negoce.companies.words.choices import choice_label
from negoce.negotiation.enums import BuyingClass, CycleKind
from negoce.negotiation.models import SalesCycle
from negoce.negotiation.models.sales_cycle import KIND_NAMES
from negoce.negotiation.rules.cycles import TASK_KINDS, StepTask

KIND_HINTS: Mapping[str, Any] = {
    CycleKind.SHORT: _("Indépendants, foires et salons, boutiques."),
    CycleKind.LONG: _("Projets entre entreprises, industrie."),
    CycleKind.TWO_MEETINGS: _("Un rendez-vous pour découvrir, un second pour proposer et conclure."),
    CycleKind.REMOTE: _("Téléphone, visioconférence, messages : sans visite."),
    CycleKind.OWN: _("Tel que vous vendez."),
}
CLASS_HINTS: Mapping[str, Any] = {
    BuyingClass.NEW_TASK: _(
        "Il n’a jamais acheté cela : il passe par toutes les étapes, cherche des sources et compare. Aidez-le à "
        "définir son besoin."
    ),
    BuyingClass.MODIFIED_REBUY: _(
        "Il achète déjà cela et remet en cause une partie : le prix, le produit ou le fournisseur. "
        "Sachez ce qui change."
    ),
    BuyingClass.STRAIGHT_REBUY: _(
        "Il recommande la même chose, presque sans comparer. En place, rendez la commande facile ; sinon, donnez une "
        "raison de comparer."
    ),
}
_TASKS: Mapping[str, Any] = {
    "call_back": _("Rappeler pour obtenir le rendez-vous"),
    "confirm_order": _("Confirmer la commande par écrit"),
    "satisfaction": _("Demander s’il est satisfait"),
    "company_file": _("Préparer le dossier du client"),
    "summary": _("Envoyer le compte rendu de ce qui a été dit"),
    "offer_reminder": _("Demander ce qu’il pense de l’offre"),
    "room": _("Préparer la marge de manœuvre"),
    "before_signing": _("Vérifier ce qui manque avant de signer"),
    "confirm_meeting": _("Confirmer le premier rendez-vous"),
    "second_meeting": _("Prendre le second rendez-vous"),
}
MESSAGES: Mapping[str, Any] = {
    "cycle.days": _("Un nombre de jours de 1 à %(most)s."),
    "cycle.task_kind": _("Choisissez ce qu’il faut faire : un appel, un e-mail, une tâche…"),
    "cycle.task_days": _("Un nombre de jours de 0 à %(most)s."),
    "cycle.no_step": _("Gardez au moins une étape : une vente sans étape n’avance pas."),
}


def kind_options() -> Sequence[tuple[str, str]]:
    """The kinds of sale, each with whom it suits."""
    return [(kind.value, f"{KIND_NAMES[kind]} — {KIND_HINTS[kind]}".rstrip(".")) for kind in CycleKind]


def house_cycle_words(default: SalesCycle | None) -> str:
    """What a deal without a cycle of its own follows."""
    if default is None:
        return _now("Comme la maison : neuf étapes")
    return _now("Comme la maison : %(name)s") % {"name": str(default)}


def task_subject(task: StepTask) -> str:
    """What is to be done."""
    return task.subject or str(_TASKS.get(task.code, task.code))


def task_words(task: StepTask) -> str:
    """« Appel, 2 jours après : Rappeler pour obtenir le rendez-vous »."""
    when = (
        ngettext("%(days)s jour après", "%(days)s jours après", task.days) % {"days": task.days}
        if task.days
        else _now("le jour même")
    )
    kind = choice_label(ActivityKind, task.kind)
    return _now("%(kind)s, %(when)s : %(subject)s") % {
        "kind": kind,
        "when": when,
        "subject": task_subject(task),
    }


def task_kind_options() -> Sequence[tuple[str, str]]:
    """What a task may be, with its words."""
    return [(kind.value, choice_label(ActivityKind, kind.value)) for kind in TASK_KINDS]
