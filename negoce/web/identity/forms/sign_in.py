"""The sign-in form and the password asked again."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.utils.translation import gettext_lazy as _

# Hashing a text of megabytes would be a cheap way to keep the server busy.
PASSWORD_LENGTH = 512


class SignInForm(LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("Adresse e-mail"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        )
        self.fields["password"] = password_field(_("Mot de passe"), "current-password")
        self.fields["remember"].label = _("Rester connecté sur cet appareil")
        self.order_fields(["login", "password", "remember"])


class PasswordAgainForm(ReauthenticateForm):
    """The password, before something that touches the account's safety."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = password_field(_("Mot de passe"), "current-password")


def password_field(label: Any, autocomplete: str, help_text: Any = "") -> forms.CharField:
    """A password typed blind; spaces at its ends belong to it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        strip=False,
        max_length=PASSWORD_LENGTH,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
    )
