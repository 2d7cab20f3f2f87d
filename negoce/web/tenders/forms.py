"""The forms of a tender: what is bought, its days. The actions check; these only show."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.words.tender import BUYER_KINDS, CALL_KINDS, NEED_KINDS
from negoce.ui.components.forms import offer
from negoce.web.activities.form import people_choices
from negoce.web.contacts.forms import search_company
from negoce.web.day_input import day_input


class FactsForm(forms.Form):
    """Who buys what."""

    name = forms.CharField(label=_("Objet"), strip=False)
    buyer = forms.ChoiceField(label=_("Type d’acheteur"))
    need = forms.ChoiceField(label=_("Achat"))
    call = forms.ChoiceField(label=_("Forme"), required=False)
    amount = forms.CharField(
        label=_("Montant HT du besoin entier"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
    )
    reference = forms.CharField(label=_("Référence"), required=False, max_length=80)
    owner = forms.ChoiceField(label=_("Suivi par"), required=False)
    own_rules = forms.CharField(
        label=_("Règles propres à la consultation"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer(self, "buyer", list(BUYER_KINDS.items()))
        offer(self, "need", list(NEED_KINDS.items()))
        offer(self, "call", [("", _now("Non précisée")), *CALL_KINDS.items()])
        offer(self, "owner", [("", _now("Personne")), *people_choices()])
        self.fields["amount"].help_text = _("Tous lots et reconductions compris.")
        self.fields["own_rules"].help_text = _(
            "Ce que le règlement de la consultation ajoute : étapes, négociation, variantes, échantillons."
        )
        self.fields["name"].widget.attrs |= {"autocomplete": "off"}


class NewForm(FactsForm):
    """What is asked of a new one: its buyer, and the days that are known already."""

    company_name = forms.CharField(label=_("Acheteur"))
    published_on = forms.CharField(label=_("Avis publié le"), required=False, widget=day_input())
    questions_until = forms.CharField(label=_("Questions jusqu’au"), required=False, widget=day_input())
    offers_until = forms.CharField(label=_("Offres jusqu’au"), required=False, widget=day_input())

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        search_company(self.fields["company_name"], reverse("contacts:companies") + "?create=other&first=1")


class DaysForm(forms.Form):
    """Every day that the buyer gives."""

    published_on = forms.CharField(label=_("Avis publié le"), required=False, widget=day_input())
    visit_on = forms.CharField(label=_("Visite du site le"), required=False, widget=day_input())
    questions_until = forms.CharField(label=_("Questions jusqu’au"), required=False, widget=day_input())
    applications_until = forms.CharField(label=_("Candidatures jusqu’au"), required=False, widget=day_input())
    invited_on = forms.CharField(
        label=_("Invitation à remettre une offre du"), required=False, widget=day_input()
    )
    offers_until = forms.CharField(label=_("Offres jusqu’au"), required=False, widget=day_input())
    electronic = forms.BooleanField(label=_("Offres remises par voie électronique"), required=False)
    shortened = forms.BooleanField(label=_("Urgence ou avis de préinformation"), required=False)
