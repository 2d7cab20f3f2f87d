"""The preview of a merge in words: its warnings, what follows, the names of its choices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from negoce.companies.actions.merges.undo import MergeUndone
from negoce.companies.queries.merges.preview import Follower
from negoce.companies.rules.identifiers import format_siren, format_siret
from negoce.companies.words.company_values import field_label
from negoce.companies.words.contact_values import contact_field_label
from negoce.kit.explain import Finding

_WARNINGS: Mapping[str, Any] = {
    "merge.other_siren": _(
        "SIREN différents : %(kept)s et %(absorbed)s. Ce sont sans doute deux entreprises, ou deux époques d’une même."
    ),
    "merge.other_siret": _(
        "SIRET différents : %(kept)s et %(absorbed)s. Ce sont peut-être deux établissements."
    ),
    "merge.both_ordered": _(
        "Les deux ont des commandes (%(kept)s et %(absorbed)s) : elles s’additionnent dans les chiffres."
    ),
    "merge.two_owners": _("Deux personnes les suivent : %(kept)s et %(absorbed)s. Prévenez-les."),
    "merge.other_name": _("Les noms diffèrent : %(kept)s et %(absorbed)s. Est-ce bien la même personne ?"),
    "merge.two_companies": _(
        "L’une est chez %(kept)s, l’autre chez %(absorbed)s. La personne gardera ses deux postes."
    ),
    "merge.opposed": _(
        "Ce que l’une des deux fiches refuse, la personne le refuse : ses oppositions valent partout."
    ),
}
_FORMATS = {"merge.other_siren": format_siren, "merge.other_siret": format_siret}
_FOLLOWERS: Mapping[str, Any] = {
    "activities": ngettext_lazy("%(count)s activité", "%(count)s activités", "count"),
    "people": ngettext_lazy("%(count)s interlocuteur", "%(count)s interlocuteurs", "count"),
    "addresses": ngettext_lazy("%(count)s adresse", "%(count)s adresses", "count"),
    "tags": ngettext_lazy("%(count)s étiquette", "%(count)s étiquettes", "count"),
    "subsidiaries": ngettext_lazy("%(count)s filiale", "%(count)s filiales", "count"),
    "posts": ngettext_lazy("%(count)s poste", "%(count)s postes", "count"),
    "oppositions": ngettext_lazy("%(count)s opposition", "%(count)s oppositions", "count"),
    "preferences": ngettext_lazy("%(count)s préférence", "%(count)s préférences", "count"),
    "orders": ngettext_lazy("%(count)s commande", "%(count)s commandes", "count"),
}
_PARTS: Mapping[str, Any] = {
    "place": _("lieu"),
    "informed_on": _("information RGPD"),
    "main_post": _("poste principal"),
}


def warning_words(finding: Finding) -> str:
    """One thing to look at twice."""
    write = _FORMATS.get(finding.code, str)
    return str(_WARNINGS[finding.code]) % {name: write(str(value)) for name, value in finding.figures.items()}


def follower_words(followers: Sequence[Follower]) -> Sequence[str]:
    """« 12 activités », « 3 adresses »; kinds of upper rooms without words of their own say their label."""
    said = []
    for each in followers:
        form = _FOLLOWERS.get(each.key)
        said.append(str(form % {"count": each.count}) if form else f"{each.label} : {each.count}")
    return said


def part_label(kind: str, key: str) -> str:
    """The name of a choice, with a capital."""
    if key in _PARTS:
        label = str(_PARTS[key])
    else:
        label = field_label(key) if kind == "company" else contact_field_label(key)
    return label[:1].upper() + label[1:]


def undone_words(kind: str, undone: MergeUndone) -> str:
    """What an undo gave back and what stayed with the survivor."""
    said = [str(_("Les deux fiches sont de nouveau séparées.")).strip()]
    if undone.edited:
        names = ", ".join(dict.fromkeys(part_label(kind, name.removesuffix("_id")) for name in undone.edited))
        said.append(
            str(_("Modifié depuis et gardé sur %(name)s : %(fields)s."))
            % {"name": undone.kept, "fields": names}
        )
    if undone.activities:
        form = ngettext_lazy(
            "%(count)s activité ajoutée depuis reste sur %(name)s.",
            "%(count)s activités ajoutées depuis restent sur %(name)s.",
            "count",
        )
        said.append(str(form % {"count": undone.activities, "name": undone.kept}))
    left = sum(undone.left.values())
    if left:
        form = ngettext_lazy(
            "%(count)s élément changé depuis n’a pas bougé.",
            "%(count)s éléments changés depuis n’ont pas bougé.",
            "count",
        )
        said.append(str(form % {"count": left}))
    return " ".join(said)
