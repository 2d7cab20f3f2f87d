"""What a person may change of their own account; nothing else is read from the request."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from negoce.identity.models import User


class PreferencesForm(forms.Form):
    """Name, language and theme."""

    first_name = forms.CharField(
        label=_("Prénom"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    language = forms.ChoiceField(label=_("Langue"), choices=[("fr", "Français"), ("en", "English")])
    theme = forms.ChoiceField(label=_("Thème"), choices=User.Theme.choices)
