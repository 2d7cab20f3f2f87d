"""What the records of each list are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import npgettext

_NOUNS: Mapping[str, Callable[[int], str]] = {
    "companies": lambda number: npgettext("nombre", "entreprise", "entreprises", number),
    "contacts": lambda number: npgettext("nombre", "interlocuteur", "interlocuteurs", number),
    "activities": lambda number: npgettext("nombre", "activité", "activités", number),
}


@dataclass(frozen=True, slots=True)
class Screen:
    """The words and pages that differ from one list to another.

    `second_line`: the columns kept on a telephone, under the name, as far as they are shown.
    """

    all_label: Any
    create_label: Any
    create_page: str
    first_title: Any
    first_text: Any
    none_title: Any
    quick_label: Any
    import_page: str = ""
    quick_filters: tuple[str, ...] = ()
    second_line: tuple[str, ...] = ()


SCREENS: Mapping[str, Screen] = {
    "companies": Screen(
        all_label=_("Toutes"),
        create_label=_("Nouvelle entreprise"),
        create_page="companies:create",
        first_title=_("Aucune entreprise pour l’instant"),
        first_text=_("Créez la première, ou importez votre fichier : tout part d’ici."),
        none_title=_("Aucune entreprise ne correspond à ces filtres"),
        quick_label=_("Nom contient…"),
        import_page="imports:list",
        quick_filters=("owner", "department", "tags"),
        second_line=("city", "owner", "next_activity_on", "last_contact_on"),
    ),
    "contacts": Screen(
        all_label=_("Tous"),
        create_label=_("Nouvel interlocuteur"),
        create_page="contacts:create",
        first_title=_("Aucun interlocuteur pour l’instant"),
        first_text=_("Les interlocuteurs de vos entreprises apparaîtront ici."),
        none_title=_("Aucun interlocuteur ne correspond à ces filtres"),
        quick_label=_("Nom contient…"),
        import_page="imports:list",
        quick_filters=("company_owner", "company_department", "company_tags"),
        second_line=("function", "company", "phone"),
    ),
    "activities": Screen(
        all_label=_("Toutes"),
        create_label=_("Nouvelle activité"),
        create_page="activities:create",
        first_title=_("Aucune activité pour l’instant"),
        first_text=_("Visites, appels, messages, notes et tâches apparaîtront ici."),
        none_title=_("Aucune activité ne correspond à ces filtres"),
        quick_label=_("Objet contient…"),
        quick_filters=("owner", "kind", "state"),
        second_line=("starts_at", "state", "company", "owner"),
    ),
}


def counted_noun(key: str, number: int) -> str:
    """« entreprise » or « entreprises », as the number asks."""
    return _NOUNS[key](number)
