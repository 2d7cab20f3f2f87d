"""The forms of lots, criteria, offers and of the way a buyer notes. The actions check them; these only show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.models import TenderCriterion
from negoce.negotiation.words.tender import PRICE_METHODS
from negoce.ui.components.forms import offer as offer_choices

FIGURE = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}


class LotForm(forms.Form):
    """A lot."""

    number = forms.CharField(label=_("Numéro"), widget=forms.TextInput(attrs=FIGURE))
    name = forms.CharField(label=_("Objet"), max_length=160)
    amount = forms.CharField(
        label=_("Montant HT estimé"), required=False, widget=forms.TextInput(attrs=FIGURE)
    )
    is_answered = forms.BooleanField(label=_("Nous répondons à ce lot"), required=False)


class ScaleForm(forms.Form):
    """How the buyer notes, and what the offer costs us."""

    method = forms.ChoiceField(label=_("Méthode de l’acheteur"))
    highest = forms.CharField(label=_("Note la plus haute"), widget=forms.TextInput(attrs=FIGURE))
    slope = forms.CharField(label="n", required=False, widget=forms.TextInput(attrs=FIGURE))
    cost = forms.CharField(label=_("Notre coût HT"), required=False, widget=forms.TextInput(attrs=FIGURE))

    def __init__(self, *arguments: Any, with_cost: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        offer_choices(self, "method", list(PRICE_METHODS.items()))
        self.fields["slope"].help_text = _(
            "Méthode sur le plus bas : un prix n fois le plus bas n’a plus de point."
        )
        if not with_cost:
            del self.fields["cost"]
        else:
            self.fields["cost"].help_text = _(
                "Vide : le coût connu du devis de l’affaire, quand on compare tout le marché."
            )


class OfferForm(forms.Form):
    """An offer: its name unless it is ours, its price, a note for each criterion that has one."""

    name = forms.CharField(label=_("Concurrent"), max_length=160)
    price = forms.CharField(label=_("Prix HT"), required=False, widget=forms.TextInput(attrs=FIGURE))

    def __init__(
        self, *arguments: Any, criteria: Sequence[TenderCriterion], is_ours: bool = False, **named: Any
    ) -> None:
        super().__init__(*arguments, **named)
        if is_ours:
            del self.fields["name"]
        self._notes = [f"note-{each.public_id}" for each in criteria]
        for each in criteria:
            self.fields[f"note-{each.public_id}"] = forms.CharField(
                label=each.name, required=False, widget=forms.TextInput(attrs=FIGURE)
            )

    def notes(self) -> list[BoundField]:
        """The fields of the notes."""
        return [self[name] for name in self._notes]


class CriteriaForm(forms.Form):
    """The list of criteria, a line each; lines left empty are none."""

    def __init__(self, *arguments: Any, lines: int, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._lines = lines
        for number in range(1, lines + 1):
            said = {"number": number}
            self.fields[f"key-{number}"] = forms.CharField(widget=forms.HiddenInput, required=False)
            self.fields[f"name-{number}"] = forms.CharField(
                label=_now("Critère %(number)s") % said, max_length=160, required=False
            )
            self.fields[f"weight-{number}"] = forms.CharField(
                label=_now("Poids %(number)s") % said, widget=forms.TextInput(attrs=FIGURE), required=False
            )
            self.fields[f"part-{number}"] = forms.BooleanField(
                label=_now("Sous-critère %(number)s") % said, required=False
            )
            self.fields[f"price-{number}"] = forms.BooleanField(
                label=_now("Prix %(number)s") % said, required=False
            )

    def lines(self) -> list[dict[str, BoundField]]:
        """The fields of each line."""
        names = ("key", "name", "weight", "part", "price")
        return [{name: self[f"{name}-{number}"] for name in names} for number in range(1, self._lines + 1)]
