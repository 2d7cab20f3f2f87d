"""The frame's sidebar and menus: only what exists and what the person may open is shown.

To add a page: one Place in GROUPS (where it leads), or one Create in CREATE (what `c` + letter opens).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.ui.navigation import CreateItem, NavGroup, NavItem, Shell, UserMenu
from negoce.web.home.preparing import preparing_url
from negoce.web.http import actor_of
from negoce.web.lists.pins import favourite_items
from negoce.web.shell.counts import company_count, day_actions, due_activities, tenders_under_way


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the sidebar: the name of its page, its letter after `g`, and who sees it.

    A `minor` one shows once the person is in its group: a sidebar that lists everything is read by nobody.
    """

    label: Any
    page: str
    key: str = ""
    icon: str = ""
    permission: Permission | None = None
    count: Callable[[Actor], str] | None = None
    demo_only: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Create:
    """A line of the create menu: the name of its form's page and its letter after `c`."""

    label: Any
    page: str
    key: str
    icon: str = "plus"
    permission: Permission = Permission.CREATE


GROUPS: tuple[tuple[Any, tuple[Place, ...]], ...] = (
    (
        "",
        (
            Place(_("Ma journée"), "day:page", "u", "day", count=day_actions),
            Place(_("Fichier clients"), "lists:companies", "e", "building", count=company_count),
            Place(_("Interlocuteurs"), "lists:contacts", "i", "people"),
            Place(_("Activités"), "lists:activities", "a", "activity"),
            Place(_("Agenda"), "activities:today", "t", "calendar", count=due_activities),
        ),
    ),
    (
        _("Prospecter"),
        (
            Place(_("Faut-il prospecter ?"), "plans:signals", "", "help"),
            Place(_("Plans"), "plans:list", "", "task"),
            Place(_("Choix des canaux"), "plans:choices", "", "scale", minor=True),
            Place(_("Cibles IPO/IPA"), "matrices:targets", "", "target"),
            Place(_("Scores"), "scoring:page", "", "scale", minor=True),
            Place(_("Formulaires"), "forms:list", "", "note", Permission.MANAGE_PROSPECTING, minor=True),
            Place(_("Salons"), "fair:list", "", "calendar", Permission.CREATE, minor=True),
            Place(_("Recommandations"), "referrals:list", "", "share", minor=True),
            Place(_("Fichiers et licences"), "sources:list", "", "file", Permission.IMPORT, minor=True),
            Place(_("Sessions d’appels"), "calls:list", "y", "phone"),
            Place(_("Envois"), "mailings:list", "", "mail", Permission.MANAGE_PROSPECTING),
            Place(_("Tournées de visites"), "visits:list", "", "map", minor=True),
        ),
    ),
    (
        _("Négocier"),
        (
            Place(_("Affaires"), "lists:deals", "n", "handshake"),
            Place(_("Tableau des affaires"), "deals:board", "b", "columns", minor=True),
            Place(_("Devis"), "lists:quotes", "q", "receipt"),
            Place(_("Appels d’offres"), "lists:tenders", "", "send", count=tenders_under_way),
            Place(_("Arguments et objections"), "arguments:list", "", "chat", minor=True),
            Place(_("Questions de découverte"), "discovery_sets:list", "", "help", minor=True),
            Place(_("Aides de vente"), "aids:list", "", "archive", minor=True),
            Place(_("Pitchs"), "pitches:list", "", "chat", minor=True),
            Place(_("Objectifs d’entretien"), "objectives:page", "", "target", minor=True),
            Place(_("Bilans d’entretien"), "debriefs:page", "", "note", minor=True),
            Place(_("Gagné, perdu"), "win_loss:page", "", "scale", minor=True),
            Place(_("Probabilités apprises"), "win_chance:page", "", "target", minor=True),
            Place(_("Partenariats"), "partnerships:list", "", "handshake", minor=True),
        ),
    ),
    (
        _("Vendre"),
        (
            Place(_("Commandes"), "lists:orders", "o", "file"),
            Place(_("Carnet de commandes"), "orders:backlog", "v", "truck", minor=True),
            Place(_("Contrats"), "lists:contracts", "h", "repeat"),
            Place(_("Produits"), "lists:products", "p", "tag"),
            Place(_("Tarifs"), "catalogue:price_lists", "x", "tag", minor=True),
        ),
    ),
    (
        _("Encaisser"),
        (
            Place(_("Factures"), "lists:invoices", "f", "receipt"),
            Place(_("À facturer"), "billing:waiting", "", "truck", Permission.ISSUE_INVOICES, minor=True),
            Place(_("Comptes clients"), "lists:receivables", "c", "scale"),
            Place(_("Balance âgée"), "payments:ageing", "", "clock", minor=True),
            Place(_("Relances"), "payments:reminders", "", "repeat", minor=True),
            Place(_("Règlements"), "lists:payments", "", "euro"),
            Place(_("Banque"), "payments:bank", "", "bank", Permission.MANAGE_PAYMENTS, minor=True),
        ),
    ),
    (
        _("Piloter"),
        (
            Place(_("Portefeuille"), "portfolio:page", "w", "pie"),
            Place(_("Prestations × clientèles"), "portfolio:offer_segments", minor=True),
            Place(_("Pourquoi ils partent"), "portfolio:reasons", minor=True),
            Place(_("Prévision des commandes"), "portfolio:foresight", minor=True),
            Place(_("Pyramide des attitudes"), "portfolio:attitudes", minor=True),
            Place(_("Budgets par statut"), "portfolio:budgets", minor=True),
            Place(_("Plan d’actions"), "portfolio:plan", minor=True),
            Place(_("Objectifs et prévision"), "targets:page", "z", "target"),
            Place(_("Rapports"), "reports:list", "g", "table"),
        ),
    ),
    (
        _("Outils"),
        (
            Place(_("Calculs"), "calculators:list", "k", "calculator"),
            Place(_("Messages"), "lists:messages", "l", "mail"),
            Place(_("Boîte aux lettres"), "outbox:mailbox", "", "archive", demo_only=True),
            Place(_("Imports"), "imports:list", "m", "upload", Permission.IMPORT),
            Place(_("Doublons"), "duplicates:list", "d", "merge", Permission.MERGE),
            Place(_("Journal"), "journal:search", "j", "history", Permission.SEE_JOURNAL),
            Place(_("Réglages"), "settings:hub", "r", "settings"),
        ),
    ),
)
CREATE: tuple[Create, ...] = (
    Create(_("Entreprise"), "companies:create", "e", "building"),
    Create(_("Interlocuteur"), "contacts:create", "c", "person"),
    Create(_("Carte ou signature"), "contacts:recovered", "r", "person"),
    Create(_("Activité"), "activities:create", "a", "activity"),
    Create(_("Affaire"), "deals:create", "n", "handshake"),
    Create(pgettext_lazy("un", "Devis"), "quotes:create", "q", "receipt"),
    Create(_("Commande"), "orders:create", "o", "file", Permission.MANAGE_ORDERS),
)


def navigation_for(request: HttpRequest) -> Shell:
    """The frame for this person on this page; at most three cheap queries, whose answers are kept a minute."""
    actor = actor_of(request)
    user = request.user
    assert isinstance(user, User)
    here = _longest_match(request.path)
    groups = []
    for label, places in GROUPS:
        is_here = any(page_url(place.page) == here for place in places)
        items = tuple(_item(place, actor, here, is_here) for place in places if _shown(place, actor))
        if items:
            groups.append(NavGroup(str(label), items))
    favourites = favourite_items(request)
    if favourites:
        groups.insert(1, NavGroup(_now("Favoris"), favourites, page_url("account:favourite_order")))
    return Shell(
        groups=tuple(groups),
        user=_user_menu(user),
        create=tuple(
            CreateItem(str(create.label), page_url(create.page), create.key, icon=create.icon)
            for create in CREATE
            if actor.may(create.permission) and page_url(create.page)
        ),
        search_url=page_url("search:results"),
        recent_url=page_url("search:recent"),
        preparing_url=preparing_url(),
    )


@lru_cache(maxsize=256)
def page_url(name: str) -> str:
    """The address of a page by its name; empty when this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _shown(place: Place, actor: Actor) -> bool:
    if place.demo_only and not settings.DEMO:
        return False
    return bool(page_url(place.page)) and (place.permission is None or actor.may(place.permission))


def _item(place: Place, actor: Actor, here: str, is_here: bool) -> NavItem:
    url = page_url(place.page)
    return NavItem(
        str(place.label),
        url,
        place.count(actor) if place.count else "",
        active=url == here,
        key=place.key,
        icon=place.icon,
        folded=place.minor and not is_here,
    )


def _longest_match(path: str) -> str:
    """Of all the places that the path lies under, the nearest: `/settings/journal/` is the journal."""
    urls = [page_url(place.page) for _label, places in GROUPS for place in places]
    under = [url for url in urls if url and path.startswith(url)]
    return max(under, key=len, default="")


def _user_menu(user: User) -> UserMenu:
    return UserMenu(
        name=user.full_name,
        short_name=user.short_name,
        email=user.email,
        profile_url=page_url("account:preferences"),
        sign_out_url=page_url("account_logout"),
        sign_in_url=page_url("account_login"),
        language_url=page_url("account:language"),
        theme_url=page_url("account:theme"),
    )
