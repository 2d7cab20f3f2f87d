"""The mail that opens a new account."""

from __future__ import annotations

import logging

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from negoce.identity.models import User
from negoce.web.http import actor_of
from negoce.web.identity.mail import deliver
from negoce.web.public_links import public_link

logger = logging.getLogger(__name__)


def send_invitation(request: HttpRequest, person: User) -> bool:
    """Mail the link where the person chooses a password; False when the message could not leave.

    Sent while the administrator waits, who must know; nothing is open in the database meanwhile. The link
    lasts as long as one of a forgotten password, serves once, and dies when the address changes.
    """
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", args=[user_pk_to_url_str(person), key])
    context = {
        "person": person,
        "inviter": actor_of(request).name,
        "address": public_link(request, path),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
    }
    with translation.override(person.language):
        subject = render_to_string("web/identity/mail/invitation_subject.txt", context).strip()
        body = render_to_string("web/identity/mail/invitation_message.txt", context)
    try:
        _message(subject, body, person.email).send()
    except OSError:
        logger.exception("An invitation could not be sent")
        return False
    return True


def tell_former_address(request: HttpRequest, person: User, former: str) -> None:
    """Tell the address that an account leaves: a theft of the account would be seen there."""
    context = {"person": person, "changer": actor_of(request).name}
    with translation.override(person.language):
        subject = render_to_string("web/identity/mail/address_changed_subject.txt", context).strip()
        body = render_to_string("web/identity/mail/address_changed_message.txt", context)
    deliver(_message(subject, body, former))


def _message(subject: str, body: str, address: str) -> EmailMessage:
    return EmailMessage(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{subject}", body, to=[address])
