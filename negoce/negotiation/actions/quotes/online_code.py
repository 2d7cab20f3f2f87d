"""The code that proves that who accepts reads the mailbox of the link: sent, tried, locked."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from negoce.companies.enums import ContactPurpose
from negoce.identity.rules.actor import system_actor
from negoce.kit.refusal import Refused
from negoce.negotiation.models import QuoteLink
from negoce.negotiation.queries.quote_links import status_of
from negoce.negotiation.rules.quote_link import (
    CODE_DIGITS,
    CODE_LIFE,
    LOCK,
    MOST_CODES_AN_HOUR,
    MOST_TRIES,
    LinkStatus,
    plain_code,
)
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.models import Message

_SALT = "negoce.negotiation.quote_code"


def send_code(link: QuoteLink) -> None:
    """Send a new code to the address of the link; it takes the place of the one before.

    What was tried wrongly stays counted. Raises Refused while the link is locked, for too many codes, and when the
    address must not be written to, or the offer can no longer be accepted.
    """
    now = timezone.now()
    with transaction.atomic():
        row = _unlocked(link, now)
        if status_of(row) is not LinkStatus.OPEN:
            raise Refused(
                _("Cette offre ne peut plus être acceptée : rechargez la page pour voir où elle en est.")
            )
        if _codes_since(row, now - timedelta(hours=1)) >= MOST_CODES_AN_HOUR:
            raise Refused(_("Trop de codes ont été demandés. Attendez une heure, puis recommencez."))
        code = f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"
        # Tries that are counted, and a lock that is set, at this very moment stay.
        free = QuoteLink.objects.filter(pk=row.pk, code_tries__lt=MOST_TRIES)
        if not free.update(code_sha256=code_digest(row, code), code_expires_at=now + CODE_LIFE):
            raise Refused(_locked_words())
        quote = row.version.quote
        subject, text = _words(row, code)
        message = queue_message(
            system_actor(),
            kind=MessageKind.QUOTE_CODE,
            purpose=ContactPurpose.CONTRACTUAL,
            company=quote.company,
            contact=row.contact,
            address=row.email,
            subject=subject,
            text=text,
            related_kind="quote_link",
            related_id=row.public_id,
            language=row.version.language,
        )
        if message.state == MessageState.REFUSED:
            raise Refused(
                _("Le code ne peut pas être envoyé à cette adresse. Contactez la personne qui suit ce devis.")
            )


def try_code(link: QuoteLink, typed: str) -> str:
    """Count one try and compare; returns the digest of the right code, for `use_code`.

    Stored at once, whatever becomes of the acceptance: tries at the same moment count one by one. Raises Refused.
    """
    now = timezone.now()
    with transaction.atomic():
        tried = QuoteLink.objects.filter(
            pk=link.pk, code_tries__lt=MOST_TRIES, code_expires_at__gt=now
        ).exclude(code_sha256="")
        counted = tried.update(code_tries=F("code_tries") + 1)
        row = QuoteLink.objects.get(pk=link.pk)
        right = hmac.compare_digest(row.code_sha256, code_digest(row, plain_code(typed)))
        locks = bool(counted) and not right and row.code_tries >= MOST_TRIES
        if locks:
            QuoteLink.objects.filter(pk=row.pk).update(code_sha256="", code_expires_at=now + LOCK)
    if counted and right:
        return row.code_sha256
    if locks or is_locked(row, now):
        raise Refused(_locked_words())
    if not counted:
        raise Refused(_("Ce code n’est plus valable. Demandez-en un nouveau."))
    left = MOST_TRIES - row.code_tries
    message = ngettext(
        "Ce code n’est pas le bon. Il reste %(left)s essai.",
        "Ce code n’est pas le bon. Il reste %(left)s essais.",
        left,
    )
    raise Refused(message % {"left": left}, fields={"code": [message % {"left": left}]})


def use_code(link: QuoteLink, digest: str) -> None:
    """Take the code away in the transaction of what it allows: it serves once. Raises Refused the second time."""
    now = timezone.now()
    free = QuoteLink.objects.filter(
        pk=link.pk, code_sha256=digest, revoked_at__isnull=True, expires_at__gt=now
    )
    if not digest or not free.update(code_sha256="", code_expires_at=None, code_tries=0):
        raise Refused(_("Ce code n’est plus valable. Demandez-en un nouveau."))


def is_locked(link: QuoteLink, now: datetime) -> bool:
    """Whether too many wrong codes were tried less than an hour ago."""
    return link.code_tries >= MOST_TRIES and link.code_expires_at is not None and link.code_expires_at > now


def code_digest(link: QuoteLink, code: str) -> str:
    """What is kept of a code: keyed, for six digits are soon tried out by who reads the table."""
    return salted_hmac(_SALT, f"{link.pk}:{code}", algorithm="sha256").hexdigest()


def _words(link: QuoteLink, code: str) -> tuple[str, str]:
    """The message, in the language of the offer. Its subject, which lists and the journal keep, holds no code."""
    with override(link.version.language):
        number = {"number": link.version.quote.number}
        text = _(
            "Bonjour,\n\nVotre code pour accepter le devis %(number)s est :\n\n%(code)s\n\nIl est valable 15"
            " minutes. Si vous n’avez rien demandé, ne tenez pas compte de ce message."
        )
        return _("Votre code pour accepter le devis %(number)s") % number, text % {**number, "code": code}


def _unlocked(link: QuoteLink, now: datetime) -> QuoteLink:
    """The link as stored; the tries of a lock that is over are forgotten."""
    over = QuoteLink.objects.filter(pk=link.pk, code_tries__gte=MOST_TRIES, code_expires_at__lte=now)
    over.update(code_tries=0)
    row = QuoteLink.objects.select_related("contact", "version__quote__company").get(pk=link.pk)
    if row.code_tries >= MOST_TRIES:
        raise Refused(_locked_words())
    return row


def _codes_since(link: QuoteLink, moment: datetime) -> int:
    rows = Message.objects.filter(related_kind="quote_link", related_id=link.public_id)
    return rows.filter(kind=MessageKind.QUOTE_CODE.value, created_at__gt=moment).count()


def _locked_words() -> str:
    return _(
        "Trop de codes faux ont été saisis : l’acceptation en ligne est bloquée pendant une heure. Votre"
        " interlocuteur peut aussi recevoir votre accord signé."
    )
