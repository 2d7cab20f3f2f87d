"""The small forms about a debt."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from negoce.web.day_input import day_input


class PromiseForm(forms.Form):
    """A day; empty takes the promise back."""

    promised_on = forms.CharField(
        label=_("Promis pour le"),
        required=False,
        widget=day_input(),
        help_text=_("Vide : la promesse est retirée."),
    )


class DisputeForm(forms.Form):
    """What is contested."""

    reason = forms.CharField(
        label=_("Ce que le client conteste"), required=False, help_text=_("Vide : le litige est réglé.")
    )
