"""What `negoce check --deploy` says of a server's sign-in and mail, beyond Django's own checks."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.security, deploy=True)
def sign_in_is_guarded(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Failures must be counted, links must have a mail server, and the demo must be off."""
    found: list[CheckMessage] = []
    backends = settings.AUTHENTICATION_BACKENDS
    if not getattr(settings, "AXES_ENABLED", True) or not backends or not backends[0].startswith("axes."):
        found.append(
            Error(
                "Failed sign-ins are not counted.",
                hint="Keep axes enabled and its backend the first of AUTHENTICATION_BACKENDS.",
                id="negoce.E001",
            )
        )
    if settings.DEMO:
        found.append(
            Error(
                "The demo world is on: anybody on this machine enters with one click.",
                hint="Unset NEGOCE_DEMO on a server.",
                id="negoce.E002",
            )
        )
    if settings.EMAIL_BACKEND.endswith("smtp.backend.MailBackend") and settings.NEGOCE_MAIL_ROUTE is None:
        found.append(
            Warning(
                "No mail server is set: invitations and links to reset a password cannot leave.",
                hint="Set NEGOCE_SMTP=smtp://user:password@host:587?from=crm@company.fr",
                id="negoce.W001",
            )
        )
    return found
