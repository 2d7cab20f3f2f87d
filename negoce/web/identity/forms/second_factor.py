"""Codes of the second factor, counted and spent in the database."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from negoce.identity.actions.second_factor import (
    accept_second_factor_code,
    count_second_factor_failure,
    second_factor_blocked_until,
)
from negoce.identity.models import User


class _CodeField:
    """One field for six digits; a recovery code fits too."""

    fields: dict[str, forms.Field]

    def name_code(self, help_text: Any = "") -> None:
        self.fields["code"] = forms.CharField(
            label=gettext_lazy("Code"),
            help_text=help_text,
            max_length=20,
            widget=forms.TextInput(
                attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}
            ),
        )


class _CountedCode(_CodeField):
    user: User

    def clean_code(self) -> str:
        """The code if it is right and new; five wrong ones close the door, whatever the server process."""
        until = second_factor_blocked_until(self.user)
        if until is not None:
            words = _(
                "Trop de codes faux : réessayez après %(time)s, ou demandez l’aide d’un administrateur."
            )
            raise forms.ValidationError(words % {"time": time_format(timezone.localtime(until), "H:i")})
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # whatever form it is mixed into has one
        except forms.ValidationError:
            count_second_factor_failure(self.user)
            raise
        if not accept_second_factor_code(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_CountedCode, AuthenticateForm):
    """At sign-in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_code(gettext_lazy("Les six chiffres de votre application, ou un code de secours."))


class CodeAgainForm(_CountedCode, ReauthenticateForm):
    """Before something that touches the account's safety."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_code(gettext_lazy("Les six chiffres de votre application, ou un code de secours."))


class ActivateForm(_CodeField, ActivateTOTPForm):
    """The first code, which proves that the application holds the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_code(gettext_lazy("Les six chiffres que l’application affiche maintenant."))
