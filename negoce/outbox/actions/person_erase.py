"""Empties what the outbox holds about a person, in the transaction of their erasure."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.models import Contact
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.outbox.actions.attachments import remove_files
from negoce.outbox.actions.gate import ways_to_write
from negoce.outbox.enums import MessageState
from negoce.outbox.models import BouncedAddress, Message, MessageAttachment, MessageEvent, StoppedAddress
from negoce.outbox.queries.person_messages import messages_to

_TEXTS = ("subject", "text", "html", "server_words")
_EMPTY = {
    **dict.fromkeys(("to_address", "to_name", "text", "html", "server_words"), ""),
    "contact": None,
    "unsubscribe_url": "",
    "decided_by": {"code": "address.erased", "figures": {}},
}


def erase_messages(crowd: Crowd) -> int:
    """Empty the messages to these people, and take their names out of those to others of their companies.

    That a message left, when and of which kind stays: it tells nothing of the person any more. What still waited
    never leaves. Returns how many messages changed.
    """
    moment = timezone.now()
    keys = list(messages_to(crowd.keys).values_list("pk", flat=True))
    files = [row.path for row in MessageAttachment.objects.filter(message_id__in=keys).order_by("pk")]
    MessageAttachment.objects.filter(message_id__in=keys).delete()
    MessageEvent.objects.filter(message_id__in=keys).update(words="", figures={})
    for model in (BouncedAddress, StoppedAddress):
        model.objects.filter(address__in=_addresses(crowd.keys, keys)).delete()
    Message.objects.filter(
        pk__in=keys,
        state__in=[MessageState.WAITING.value, MessageState.HELD.value, MessageState.SENDING.value],
    ).update(state=MessageState.REFUSED.value, reason="address.erased", lease_owner="")
    Message.objects.filter(pk__in=keys).update(**_EMPTY, subject=_("[message effacé]"), changed_at=moment)
    transaction.on_commit(lambda: remove_files(files))
    # Messages to colleagues may name a person: « j’en ai parlé avec Mme Untel ».
    others = Message.objects.filter(company_id__in=crowd.own_companies).exclude(pk__in=keys)
    return len(keys) + mend_by(others, "company_id", _TEXTS, crowd.around)


def _addresses(contact_ids: Sequence[int], keys: Sequence[int]) -> set[str]:
    """Where they were written to, and their addresses now, as bounces and stops know them."""
    written = Message.objects.filter(pk__in=keys).order_by().values_list("to_address", flat=True)
    now = Contact.objects.filter(pk__in=contact_ids).order_by().values_list("email", flat=True)
    return {each for address in (*written, *now) if address for each in ways_to_write(address)}
