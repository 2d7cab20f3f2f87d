"""How the sign-in library behaves here: nobody opens an account by themselves, every event is journaled."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from negoce.identity.actions.sign_in_record import record_account_event
from negoce.identity.models import User
from negoce.web.identity.mail import deliver

# What is said on the next page, by the name that the library gives to the message; others are not worth it.
MESSAGES = {
    "account/messages/password_changed.txt": _("Mot de passe changé."),
    "account/messages/password_set.txt": _("Mot de passe choisi."),
    "mfa/messages/totp_activated.txt": _("Double authentification activée."),
    "mfa/messages/totp_deactivated.txt": _("Double authentification désactivée."),
    "mfa/messages/recovery_codes_generated.txt": _("Nouveaux codes de secours prêts."),
}
# Verbs of the journal, by the notice that the library mails.
EVENTS = {
    "account/email/password_changed": "password_changed",
    "account/email/password_reset": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "second_factor_added",
    "mfa/email/totp_deactivated": "second_factor_removed",
    "mfa/email/recovery_codes_generated": "recovery_codes_made",
}
# Ways in, by what the library calls them.
METHODS = {"password", "password_reset", "mfa", "sign_in_link"}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; failures are counted by axes."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Adresse e-mail ou mot de passe incorrect."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel."),
        "incorrect_password": _("Mot de passe incorrect."),
        "too_many_login_attempts": _("Trop d’essais. Patientez quelques minutes, puis recommencez."),
        "rate_limited": _("Trop de demandes. Patientez une minute, puis recommencez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Failures are counted in the database by axes, for all server processes together."""

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Journal the way in that was used."""
        records = request.session.get("account_authentication_methods", [])
        ways = [record.get("method") for record in records if record.get("method") in METHODS]
        record_account_event(user, "signed_in", method="+".join(dict.fromkeys(ways)))
        response: HttpResponse | None = super().post_login(request, user, **details)
        return response

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **named: Any
    ) -> None:
        """Say it in our words, or not at all."""
        words = named.pop("message", None) or MESSAGES.get(message_template or "")
        if words:
            super().add_message(request, level, message=str(words))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send in the person's own language, beside the request."""
        user = context.get("user")
        language = getattr(user, "language", None) or translation.get_language()
        with translation.override(language):
            site = get_current_site(self.request)
            deliver(
                self.render_mail(
                    template_prefix, email, {"request": self.request, "current_site": site, **context}
                )
            )

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """To the address we hold, not to the one that was typed."""
        self.send_mail("account/email/password_reset_key", user.email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person that their access changed, and the journal too."""
        if template_prefix in EVENTS:
            record_account_event(user, EVENTS[template_prefix])
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own account."""
        return reverse("account:preferences")
