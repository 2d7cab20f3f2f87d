"""Words of models and of what is wrong with a fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MODELS: Mapping[str, Any] = {
    "orders_by_age": _("Commandes ÷ ancienneté (naïf)"),
    "repeats_by_age": _("Réachats ÷ ancienneté (naïf)"),
    "bg_nbd": _("BG/NBD"),
    "mbg_nbd": _("MBG/NBD"),
    "pareto_nbd": _("Pareto/NBD"),
    "boosting": _("Arbres de décision"),
    "blend": _("Mélange : régression, arbres et Pareto/NBD"),
}
BASELINES = ("orders_by_age", "repeats_by_age")

FINDINGS: Mapping[str, Any] = {
    "dropout_vanishes": _(
        "Dans l’ajustement, personne ne part jamais : le modèle de probabilité seul ne dirait rien de qui est parti. "
        "« Encore client » est donc lu dans les silences de vos clients."
    ),
    "at_bound": _(
        "L’ajustement bute sur une limite : ses paramètres ne sont pas déterminés par vos données."
    ),
    "not_converged": _("L’ajustement n’a pas convergé : ses chiffres sont fragiles."),
    "money_degenerate": _(
        "Le montant par commande ne se modélise pas : la moyenne de tous pèse comme cinq commandes de chacun."
    ),
    "money_follows_frequency": _(
        "Ceux qui commandent souvent ne commandent pas pour les mêmes montants que les autres : "
        "la marge à venir est moins sûre."
    ),
    "too_little_past": _(
        "Votre passé est trop court pour apprendre de lui : seul le modèle de probabilité sert."
    ),
}


def model_words(kind: str) -> Any:
    """A model as people name it."""
    return MODELS.get(kind, kind)
