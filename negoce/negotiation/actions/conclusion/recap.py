"""Sends the summary of what was agreed: the outbox decides whether the person may be written to."""

from __future__ import annotations

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field
from negoce.negotiation.actions.conclusion.mark import note_mark
from negoce.negotiation.actions.deals.checks import visible_deal
from negoce.negotiation.enums import ConclusionFact
from negoce.negotiation.models import ConclusionMark, Deal
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import MessageKind, MessageState
from negoce.outbox.models import Message
from negoce.outbox.words.reasons import say as say_reason

_LOST = (MessageState.FAILED.value, MessageState.CANCELLED.value, MessageState.BOUNCED.value)


def send_recap(
    actor: Actor, deal: Deal, *, contact_id: str, subject: str, text: str, language: str = "fr"
) -> Message:
    """Queue the message to somebody of the deal's company, and note that the agreement was summed up today.

    The same words to the same person leave once a day, however often they are asked for, unless they did not arrive.
    Raises NotAllowed, Refused with the faulty field or when the person must not be written to: then nothing is kept.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        contact = visible_contacts(actor).filter(company_id=row.company_id, public_id=contact_id[:12]).first()
        if contact is None or not contact.email:
            raise refuse_field(
                "contact", _("Choisissez à qui écrire\u00a0: quelqu’un qui a une adresse e-mail.")
            )
        for name, value in (("subject", subject), ("text", text)):
            if not value.strip():
                raise refuse_field(name, _("Ce texte est vide\u00a0: le message ne part pas."))
        message = queue_message(
            actor,
            kind=MessageKind.LETTER,
            purpose=ContactPurpose.CONTRACTUAL,
            company=row.company,
            contact=contact,
            subject=subject,
            text=text,
            related_kind="deal",
            related_id=row.public_id,
            language=language,
            idempotency_key=_key(row, contact, f"{language}\n{subject}\n{text}"),
        )
        if message.state == MessageState.REFUSED:
            reason = say_reason(Finding(message.reason)) if message.reason else ""
            raise Refused(_("Le message ne peut pas partir. %(reason)s") % {"reason": reason})
        fact = ConclusionFact.SUMMARISED.value
        if not ConclusionMark.objects.filter(deal=row, fact=fact).exists():
            values = {"happened_on": f"{timezone.localdate():%d/%m/%Y}", "words": _("Récapitulatif envoyé")}
            note_mark(actor, row, fact=fact, values=values)
    return message


def _key(deal: Deal, contact: Contact, words: str) -> str:
    """One of a person, a day and words; another one once the message of the former did not arrive."""
    digest = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    key = f"recap:{deal.pk}:{contact.pk}:{timezone.localdate():%Y%m%d}:{digest}:"
    lost = 0
    # Looked for whole, one by one: an index finds them.
    while Message.objects.filter(idempotency_key=f"{key}{lost}", state__in=_LOST).exists():
        lost += 1
    return f"{key}{lost}"
