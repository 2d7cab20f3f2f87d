"""The lines of the settings page. To add one: an Entry in the group where people would look for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission


@dataclass(frozen=True, slots=True)
class Entry:
    """A page of settings: its words, the name of its page, and who may open it."""

    label: Any
    note: Any
    page: str
    icon: str
    permission: Permission | None = None


GROUPS: tuple[tuple[Any, tuple[Entry, ...]], ...] = (
    (
        _("Vous"),
        (
            Entry(
                _("Mon compte"),
                _("Nom, langue, thème, mot de passe, second facteur"),
                "account:preferences",
                "person",
            ),
        ),
    ),
    (
        _("Personnes"),
        (
            Entry(
                _("Personnes"),
                _("Inviter, changer le rôle et l’équipe, fermer un compte"),
                "identity:people",
                "people",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Équipes"),
                _("Qui partage ses fiches avec qui"),
                "identity:teams",
                "share",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Secteurs"),
                _("Quelles entreprises reviennent à qui, par code postal ou code APE"),
                "identity:territories",
                "map",
                Permission.MANAGE_PEOPLE,
            ),
            Entry(
                _("Rôles"),
                _("Ce que chaque rôle voit, fait, et quelles données sensibles il lit"),
                "identity:roles",
                "lock",
                Permission.MANAGE_PEOPLE,
            ),
        ),
    ),
    (
        _("Suivi"),
        (
            Entry(
                _("Journal"),
                _("Qui a changé quoi, quand, de quelle valeur à quelle autre"),
                "journal:search",
                "history",
                Permission.SEE_JOURNAL,
            ),
        ),
    ),
)
