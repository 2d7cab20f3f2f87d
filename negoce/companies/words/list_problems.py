"""Why something asked of a list was left out: its filter, order, columns, groups, view or place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Finding

PROBLEM_WORDS: Mapping[str, Any] = {
    "filter.too_long": _("Le filtre est trop long : %(length)s caractères, %(max)s au plus."),
    "filter.characters": _("« %(text)s » contient des caractères invisibles qui ne se lisent pas."),
    "filter.too_many": _("Un filtre a %(max)s conditions au plus."),
    "filter.too_deep": _("« %(text)s » a trop de parenthèses les unes dans les autres."),
    "filter.too_many_values": _("« %(text)s » a trop de valeurs."),
    "filter.field_missing": _("« %(text)s » : il manque le nom d’un champ."),
    "filter.operator_missing": _("« %(text)s » : il manque une comparaison, comme « is » ou « over »."),
    "filter.operator_unknown": _("« %(text)s » : « %(near)s » n’est pas une comparaison connue."),
    "filter.value_missing": _("« %(text)s » : il manque une valeur."),
    "filter.bracket": _("« %(text)s » : une parenthèse n’a pas son pendant."),
    "filter.quote": _("« %(text)s » : un guillemet n’est pas refermé."),
    "filter.rest": _("« %(text)s » : « %(near)s » est en trop."),
    "filter.field_unknown": _("« %(text)s » : le champ « %(near)s » n’existe pas ou n’existe plus."),
    # What it compared with is not repeated: a shared view would tell a value that its reader may not see.
    "filter.field_hidden": _(
        "Filtre : votre rôle ne lit pas le champ « %(near)s » ; cette condition est laissée de côté."
    ),
    "filter.operator_kind": _("« %(text)s » : « %(near)s » ne convient pas à ce champ."),
    "filter.value_unknown": _("« %(text)s » : « %(near)s » n’est pas une valeur connue."),
    "filter.value_number": _(
        "« %(text)s » : « %(near)s » n’est pas un nombre. Écrivez les décimales avec un point."
    ),
    "filter.value_date": _("« %(text)s » : « %(near)s » n’est pas une date. Écrivez par exemple 2026-12-31."),
    "filter.value_days": _("« %(text)s » : « %(near)s » n’est pas un nombre de jours."),
    "filter.value_months": _("« %(text)s » : « %(near)s » n’est pas un nombre de mois."),
    "filter.value_range": _("« %(text)s » : il faut deux valeurs, séparées par une virgule."),
    "filter.value_one": _("« %(text)s » : il faut une seule valeur."),
    "filter.value_text": _("« %(text)s » : une valeur a %(max)s caractères au plus."),
    "sort.unknown": _("Tri : le champ « %(text)s » n’existe pas ou n’existe plus."),
    "sort.hidden": _("Tri : votre rôle ne lit pas le champ « %(text)s »."),
    "sort.not_sortable": _("Tri : le champ « %(text)s » ne se trie pas."),
    "group.unknown": _("Groupes : « %(text)s » n’existe pas, ou ne se groupe pas."),
    "group.hidden": _("Groupes : votre rôle ne lit pas « %(text)s »."),
    "columns.unknown": _("Colonnes : « %(text)s » n’existe pas ou n’existe plus."),
    "columns.hidden": _("Colonnes : votre rôle ne lit pas « %(text)s »."),
    "view.unknown": _("Cette vue n’existe plus, ou n’est plus partagée avec vous."),
    "cursor.unreadable": _("La suite demandée ne se lit pas : la liste reprend au début."),
}


def problem_words(finding: Finding) -> str:
    """Why something asked was left out."""
    return str(PROBLEM_WORDS[finding.code]) % dict(finding.figures)
