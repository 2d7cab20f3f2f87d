"""Empties what the outbox holds about a person, in the transaction of their erasure."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Contact
from negoce.outbox.actions.attachments import remove_files
from negoce.outbox.actions.gate import ways_to_write
from negoce.outbox.enums import MessageState
from negoce.outbox.models import BouncedAddress, Message, MessageAttachment, MessageEvent, StoppedAddress
from negoce.outbox.queries.person_messages import messages_to

_EMPTY = {
    **dict.fromkeys(("to_address", "to_name", "text", "html", "server_words"), ""),
    "contact": None,
    "unsubscribe_url": "",
    "decided_by": {"code": "address.erased", "figures": {}},
}


def erase_messages(contact_id: int, redact: Callable[[str], str]) -> int:
    """Empty the messages to a person, and take their name out of those to others of their company.

    That a message left, when and of which kind stays: it tells nothing of the person any more. What still waited
    never leaves. Returns how many messages changed.
    """
    moment = timezone.now()
    keys = list(messages_to(contact_id).values_list("pk", flat=True))
    files = [row.path for row in MessageAttachment.objects.filter(message_id__in=keys).order_by("pk")]
    MessageAttachment.objects.filter(message_id__in=keys).delete()
    MessageEvent.objects.filter(message_id__in=keys).update(words="", figures={})
    for model in (BouncedAddress, StoppedAddress):
        model.objects.filter(address__in=_addresses(contact_id, keys)).delete()
    Message.objects.filter(
        pk__in=keys,
        state__in=[MessageState.WAITING.value, MessageState.HELD.value, MessageState.SENDING.value],
    ).update(state=MessageState.REFUSED.value, reason="address.erased", lease_owner="")
    Message.objects.filter(pk__in=keys).update(**_EMPTY, subject=_("[message effacé]"), changed_at=moment)
    transaction.on_commit(lambda: remove_files(files))
    return len(keys) + _redact_others(contact_id, keys, redact)


def _addresses(contact_id: int, keys: list[int]) -> set[str]:
    """Where they were written to, and their address now, as bounces and stops know them."""
    written = Message.objects.filter(pk__in=keys).order_by().values_list("to_address", flat=True)
    now = Contact.objects.filter(pk=contact_id).order_by().values_list("email", flat=True)
    return {each for address in (*written, *now) if address for each in ways_to_write(address)}


def _redact_others(contact_id: int, keys: list[int], redact: Callable[[str], str]) -> int:
    """Messages to colleagues may name the person: « j’en ai parlé avec Mme Untel »."""
    companies = Contact.objects.filter(pk=contact_id).values_list("company_id", flat=True)
    posts = Contact.objects.filter(pk=contact_id).values_list("posts__company_id", flat=True)
    around = Q(company_id__in=[key for key in {*companies, *posts} if key is not None])
    changed = 0
    for row in Message.objects.filter(around).exclude(pk__in=keys).order_by("pk").iterator():
        values = {name: getattr(row, name) for name in ("subject", "text", "html", "server_words")}
        mended = {name: redact(value) for name, value in values.items()}
        if mended != values:
            Message.objects.filter(pk=row.pk).update(**mended)
            changed += 1
    return changed
