"""The second factor: secrets are stored encrypted, and it stays where a role requires it."""

from __future__ import annotations

import base64
import hashlib
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from negoce.identity.queries.actors import actor_for


class SecondFactorAdapter(DefaultMFAAdapter):
    """A stolen copy of the database gives no code: its secrets need the installation's key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant."),
        "cannot_delete_authenticator": _(
            "Votre rôle exige la double authentification : elle ne peut pas être désactivée."
        ),
        "cannot_generate_recovery_codes": _("Activez d’abord la double authentification."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt with the key of the installation."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; when the installation's key has changed, one that no code will ever match."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Not when the person's role requires one."""
        return not actor_for(authenticator.user).second_factor_required


def _cipher() -> MultiFernet:
    return MultiFernet([_key(str(key)) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(installation_key: str) -> Fernet:
    digest = hashlib.sha256(f"second factor:{installation_key}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
