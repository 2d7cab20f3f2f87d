"""What the palette runs: one line a command. Pages of the sidebar come by themselves, as « Aller à … »."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.text import split_words
from negoce.web.addresses import address_of
from negoce.web.calculators.topics import entries
from negoce.web.shell.navigation import GROUPS, page_url


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the palette.

    `keywords` are other words that find it. `url` is where it leads; `dialog` opens it as a fragment; a
    `theme` changes the colours instead. A person without the `permission` neither sees nor finds it.
    """

    key: str
    label: Any
    keywords: Any = ""
    url: str = ""
    permission: Permission | None = None
    icon: str = "move"
    dialog: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class _Page:
    """A command that opens a page by its name; absent when this installation has no such page."""

    key: str
    label: Any
    keywords: Any
    page: str
    permission: Permission | None
    icon: str
    dialog: str = ""


_PAGES: tuple[_Page, ...] = (
    _Page(
        "new_company",
        _("Nouvelle entreprise"),
        _("créer ajouter client société fournisseur"),
        "companies:create",
        Permission.CREATE,
        "building",
        "modal",
    ),
    _Page(
        "new_contact",
        _("Nouvel interlocuteur"),
        _("nouveau contact créer ajouter personne"),
        "contacts:create",
        Permission.CREATE,
        "person",
        "modal",
    ),
    _Page(
        "new_activity",
        _("Nouvelle activité"),
        _("créer ajouter appel visite tâche note rendez-vous"),
        "activities:create",
        Permission.CREATE,
        "activity",
        "modal",
    ),
    _Page(
        "new_import",
        _("Importer un fichier"),
        _("nouvel import csv excel tableur"),
        "imports:new",
        Permission.IMPORT,
        "upload",
    ),
    _Page(
        "preferences",
        _("Mon compte"),
        _("préférences langue mot de passe compte"),
        "account:preferences",
        None,
        "person",
    ),
    _Page(
        "devices",
        _("Appareils connectés"),
        _("sessions déconnecter ordinateur téléphone"),
        "account:devices",
        None,
        "system",
    ),
    _Page(
        "bin",
        _("Corbeille"),
        _("supprimé supprimée rétablir restaurer récupérer"),
        "settings:bin",
        Permission.EDIT,
        "trash",
    ),
    _Page(
        "tags",
        _("Étiquettes"),
        _("renommer fusionner couleur mots-clés"),
        "settings:tags",
        Permission.MANAGE_SETTINGS,
        "tag",
    ),
    _Page(
        "check_einvoice",
        _("Contrôler une facture électronique"),
        _("valider factur-x xml ubl cii conforme plateforme"),
        "calculators:einvoice",
        None,
        "file",
    ),
)
_THEMES: tuple[Command, ...] = (
    Command("theme_dark", _("Thème sombre"), _("nuit noir apparence couleurs"), icon="moon", theme="dark"),
    Command("theme_light", _("Thème clair"), _("jour blanc apparence couleurs"), icon="sun", theme="light"),
    Command(
        "theme_system",
        _("Thème de l’appareil"),
        _("apparence couleurs automatique"),
        icon="system",
        theme="system",
    ),
)


def commands_for(actor: Actor) -> Sequence[Command]:
    """Every command that the actor may run here, in order."""
    made = [
        Command(
            page.key, page.label, page.keywords, page_url(page.page), page.permission, page.icon, page.dialog
        )
        for page in _PAGES
    ]
    going = [
        Command(
            f"go_{place.page}",
            translate("Aller à : %(place)s") % {"place": str(place.label)},
            _("ouvrir voir liste page"),
            page_url(place.page),
            place.permission,
            place.icon or "move",
        )
        for _label, places in GROUPS
        for place in places
    ]
    reachable = [command for command in (*made, *going) if command.url]
    return [
        command
        for command in (*reachable, *_THEMES)
        if command.permission is None or actor.may(command.permission)
    ]


def _calculations() -> Sequence[Command]:
    """Every calculation, by its title, its group and the words that find it."""
    return [
        Command(
            f"calculator_{each.calculator.ask}",
            translate("Calcul : %(title)s") % {"title": str(each.calculator.title)},
            f"{each.topic.words} {each.group} {each.calculator.rule}",
            address_of("calculators:calculator", each.calculator.ask),
            icon="calculator",
        )
        for each in entries()
    ]


def matching_commands(actor: Actor, text: str) -> Sequence[Command]:
    """The commands that have a word beginning with each word typed, accents and case ignored."""
    typed = split_words(text[:120])
    if not typed:
        return []
    # Two dozen calculations would answer to any letter.
    calculations = _calculations() if max(map(len, typed)) > 2 else ()
    return [command for command in (*commands_for(actor), *calculations) if _answers(command, typed)]


def _answers(command: Command, typed: Sequence[str]) -> bool:
    label = split_words(str(command.label))
    words = [*label, *split_words(str(command.keywords))]
    # One word must be of the label or be typed to four letters: « la » is no wish to open a list.
    telling = any(word.startswith(begin) for word in label for begin in typed) or any(
        len(begin) > 3 for begin in typed
    )
    return telling and all(any(word.startswith(begin) for word in words) for begin in typed)
