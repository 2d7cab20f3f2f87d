"""Passwords: asked to be reset, chosen, changed."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as LibraryChangePasswordForm
from allauth.account.forms import ResetPasswordForm as LibraryResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm, SetPasswordForm, default_token_generator
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from negoce.identity.models import User
from negoce.web.identity.forms.sign_in import password_field

RULES = _(
    "12 caractères au moins, pas seulement des chiffres, ni un mot de passe courant ou proche de votre nom."
)


class ResetPasswordForm(LibraryResetPasswordForm):
    """The address to which the link is sent, if it has an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("Adresse e-mail"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
        )

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """Send the link, or do the same work for nobody: the time taken says nothing."""
        if not self.users:
            _write_for_nobody(request, self.cleaned_data["email"])
        email: str = super().save(request, **kwargs)
        return email


class _NewPasswordFields:
    """Labels and rules of a password that is being chosen."""

    fields: dict[str, forms.Field]
    user: User | None

    def name_new_password(self) -> None:
        first = self.fields["password1"]
        first.label, first.help_text = _("Nouveau mot de passe"), RULES
        second = self.fields["password2"]
        second.label = _("Le même, encore une fois")
        for field in (first, second):
            field.widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})


class NewPasswordForm(_NewPasswordFields, ResetPasswordKeyForm):
    """Opened by the link that was mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_new_password()


class FirstPasswordForm(_NewPasswordFields, SetPasswordForm):
    """For a person who came in by a link and has none yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_new_password()


class ChangePasswordForm(_NewPasswordFields, LibraryChangePasswordForm):
    """The present one, then the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_new_password()
        self.fields["oldpassword"] = password_field(_("Mot de passe actuel"), "current-password")
        self.order_fields(["oldpassword", "password1", "password2"])

    def clean_oldpassword(self) -> str:
        """Wrong guesses count like those of the sign-in page: an open session is no place to guess."""
        given: str = self.cleaned_data["oldpassword"]
        if not get_adapter().reauthenticate(self.user, given):
            raise get_adapter().validation_error("enter_current_password")
        return given


def _write_for_nobody(request: HttpRequest, email: str) -> None:
    nobody = User(pk=0, email=email, language="fr")
    default_token_generator.make_token(nobody)
    context = {
        "user": nobody,
        "password_reset_url": "",
        "uid": "",
        "key": "",
        "request": request,
        "email": email,
    }
    adapter = get_adapter()
    adapter.render_mail("account/email/password_reset_key", email, {"current_site": None, **context})
