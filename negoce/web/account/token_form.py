"""The form that makes a token: its name, what it may do, for how long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from negoce.identity.rules.token_scopes import TokenScope

SCOPE_WORDS: Mapping[TokenScope, Any] = {
    TokenScope.COMPANIES_READ: _("Lire les entreprises"),
    TokenScope.COMPANIES_WRITE: _("Créer, modifier et supprimer des entreprises"),
    TokenScope.CONTACTS_READ: _("Lire les interlocuteurs"),
    TokenScope.CONTACTS_WRITE: _("Créer, modifier et supprimer des interlocuteurs"),
    TokenScope.ACTIVITIES_READ: _("Lire les activités"),
    TokenScope.ACTIVITIES_WRITE: _("Créer, modifier et supprimer des activités"),
    TokenScope.PRODUCTS_READ: _("Lire les produits et les prix"),
    TokenScope.PRODUCTS_WRITE: _("Modifier les produits, les tarifs et les prix convenus"),
    TokenScope.DEALS_READ: _("Lire les affaires"),
    TokenScope.DEALS_WRITE: _("Créer, modifier et clore des affaires"),
    TokenScope.QUOTES_READ: _("Lire les devis"),
    TokenScope.QUOTES_WRITE: _("Préparer des brouillons de devis"),
    TokenScope.ORDERS_READ: _("Lire les commandes et leurs livraisons"),
    TokenScope.ORDERS_WRITE: _("Enregistrer des livraisons"),
    TokenScope.INVOICES_READ: _("Lire les factures et leurs fichiers"),
    TokenScope.INVOICES_WRITE: _("Préparer des brouillons de factures et d’avoirs"),
    TokenScope.INVOICES_ISSUE: _("Émettre des factures et des avoirs, sans retour possible"),
    TokenScope.PAYMENTS_READ: _("Lire les règlements et les comptes clients"),
    TokenScope.PAYMENTS_WRITE: _("Noter et annuler des règlements"),
    TokenScope.CONTRACTS_READ: _("Lire les contrats"),
    TokenScope.CONTRACTS_WRITE: _("Créer et résilier des contrats"),
    TokenScope.PROSPECTING_READ: _("Lire la prospection : plans, scores, appels, envois, tournées"),
    TokenScope.PROSPECTING_WRITE: _("Apporter des prospects, mener des plans, noter des appels"),
    TokenScope.STEERING_READ: _("Lire les scénarios, offres, plan, budgets, objectifs et prévisions"),
    TokenScope.STEERING_WRITE: _(
        "Modifier les scénarios, offres, plan, budgets et objectifs (un scénario mis en marche écrit aux clients)"
    ),
    TokenScope.IMPORTS_READ: _("Suivre les imports"),
    TokenScope.IMPORTS_WRITE: _("Importer des fichiers"),
    TokenScope.SEARCH_READ: _("Chercher"),
    TokenScope.RULES: _("Poser des questions aux règles de calcul"),
    TokenScope.EXPORT: _("Exporter des listes entières"),
}
DAYS = ((30, _("1 mois")), (90, _("3 mois")), (365, _("1 an")), (730, _("2 ans")))


class TokenForm(forms.Form):
    """What a token is made of; the action judges it."""

    name = forms.CharField(
        label=_("Nom"), max_length=80, help_text=_("Par exemple le programme qui s’en sert.")
    )
    days = forms.TypedChoiceField(label=_("Valable"), choices=DAYS, coerce=int, initial=365)
    scopes = forms.MultipleChoiceField(
        label=_("Ce qu’il peut faire, jamais plus que vous-même"),
        choices=[(scope.value, words) for scope, words in SCOPE_WORDS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
