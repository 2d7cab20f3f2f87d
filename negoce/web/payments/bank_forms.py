"""The form that says by hand whom a movement of the bank comes from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from negoce.web.contacts.forms import search_company


class MatchForm(forms.Form):
    """A customer; its documents have fields of their own."""

    company_name = forms.CharField(label=_("Client"))
    shares = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        search_company(self.fields["company_name"], reverse("contacts:companies"))
