"""Sends a draft to who writes it, with the words of a real reader."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.enums import ContactPurpose
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message
from negoce.parameters.queries.seller import seller as read_seller
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_fields import Texts
from negoce.prospecting.queries.mailings import candidate_at, first_place


def try_mailing(actor: Actor, mailing: Mailing, *, place: int | None = None) -> Message:
    """Send the actor what the reader at `place` would get, else the first who gets any, as an ordinary message.

    Raises NotAllowed, Refused.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    writer = User.objects.filter(pk=actor.user_id or 0).first()
    candidate = candidate_at(actor, mailing, first_place(actor, mailing) if place is None else place)
    if writer is None or candidate is None:
        raise Refused(_("Aucune entreprise ne correspond : il n’y a rien à essayer."))
    texts = Texts(actor, mailing.subject, mailing.body, mailing.language, seller=read_seller())
    if any(texts.findings.values()):
        raise Refused(_("Le texte est à corriger d’abord."))
    (written,) = texts.write([candidate])
    if not written.text:
        raise Refused(_("Il manque le texte."))
    subject = _("[Essai] %(subject)s") % {"subject": written.subject or mailing.name}
    with transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(tried_revision=mailing.revision)
        return queue_message(
            actor,
            kind=MessageKind.TEST,
            purpose=ContactPurpose.CONTRACTUAL,
            address=writer.email,
            subject=subject[:200],
            text=written.text,
            language=mailing.language,
        )
