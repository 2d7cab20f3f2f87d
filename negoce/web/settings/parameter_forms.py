"""The form of a dated value, read as people write days and numbers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import parse_date
from negoce.kit.numbers import parse_decimal, parse_percent

TEXT = {"autocomplete": "off"}


class ParameterForm(forms.Form):
    """From which day, how much, and where it is written."""

    starts_on = forms.CharField(label=_("À partir du"), max_length=40, widget=forms.TextInput(attrs=TEXT))
    value = forms.CharField(
        label=_("Valeur"), max_length=30, widget=forms.TextInput(attrs=TEXT | {"inputmode": "decimal"})
    )
    source = forms.CharField(label=_("Source"), required=False, widget=forms.TextInput(attrs=TEXT))
    is_confirmed = forms.BooleanField(label=_("Lu dans le texte officiel"), required=False)

    def clean_starts_on(self) -> date:
        """The day, as 01/01/2027 or 1er janvier 2027."""
        parsed = parse_date(self.cleaned_data["starts_on"], timezone.localdate())
        if parsed.value is None:
            raise forms.ValidationError(_now("Écrivez une date comme 01/01/2027."))
        return parsed.value

    def clean_value(self) -> Decimal:
        """The number, with or without its sign of percent or euro."""
        text = self.cleaned_data["value"]
        parsed = parse_percent(text) if "%" in text else parse_decimal(text)
        if parsed.value is None:
            raise forms.ValidationError(_now("Écrivez un nombre comme 2,65."))
        return parsed.value
