"""Forms of price lists; the actions check the values."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import CompanyKind
from negoce.companies.words.choices import choice_label, choice_options
from negoce.ui.components.forms import offer
from negoce.web.day_input import day_input

_PLAIN = forms.TextInput(attrs={"autocomplete": "off"})


class PriceListForm(forms.Form):
    """Whom a list is for, when, and how much it weighs against others."""

    name = forms.CharField(label=_("Nom du tarif"), widget=_PLAIN)
    customer_kind = forms.ChoiceField(label=_("Clientèle"), required=False)
    starts_on = forms.CharField(label=_("À partir du"), required=False, widget=day_input())
    ends_on = forms.CharField(label=_("Jusqu’au"), required=False, widget=day_input())
    priority = forms.CharField(
        label=_("Priorité"),
        required=False,
        help_text=_("Entre deux tarifs de la même clientèle, la plus grande l’emporte."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, data: QueryDict | None = None, *, initial: Mapping[str, object] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        if "customer_kind" in self.fields:
            offer(self, "customer_kind", [("", clientele("")), *choice_options(CompanyKind)])


class CopyForm(PriceListForm):
    """A copy: another name, other days, prices changed by so many percent."""

    customer_kind = None  # type: ignore[assignment]  # Django's way to leave a field of the parent out
    priority = None  # type: ignore[assignment]  # as above
    percent = forms.CharField(
        label=_("Changer les prix de (%)"),
        required=False,
        help_text=_("« 3,5 » les augmente de 3,5 %, « -2 » les baisse de 2 % ; vide les garde."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )


def clientele(kind: str) -> str:
    """A kind of customer in words; « Tous les clients » for none."""
    return choice_label(CompanyKind, kind) if kind else _now("Tous les clients")


def given_values(posted: QueryDict, form: type[PriceListForm]) -> Mapping[str, object]:
    """What was typed for the list itself, by name."""
    return {name: posted.get(name, "") for name in form.base_fields if name != "percent"}
