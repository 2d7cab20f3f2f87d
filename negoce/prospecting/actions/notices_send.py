"""Tells many people by e-mail what is held of them (RGPD, art. 14): what each got is the proof."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.people.notice_note import WHO
from negoce.companies.enums import OriginChannel
from negoce.companies.models import Contact
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.jobs.enums import JobQueue
from negoce.jobs.models import Job
from negoce.jobs.queue import enqueue
from negoce.kit.refusal import Refused
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.actions.texts import About, Texts, fill_in, find_template
from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState
from negoce.outbox.models import Message
from negoce.prospecting.queries.notice_lot import RELATED, Lot, people_of, writable

TASK = "prospecting.send_notices"
TEMPLATE = "data_notice"
MOST = 5_000
# A batch is one transaction of well under 200 ms.
_BATCH = 20
# Messages that ended without telling anybody: another may follow the same day.
_IN_VAIN = [
    state.value
    for state in (MessageState.CANCELLED, MessageState.FAILED, MessageState.REFUSED, MessageState.BOUNCED)
]


def ask_notices(actor: Actor, lot: Lot) -> Job:
    """Hand the notices of a lot to a worker, the oldest 5,000 first. Raises NotAllowed, and Refused for nobody
    or for a template that cannot be filled in.
    """
    require_any(actor, *WHO)
    keys = list(people_of(actor, lot).values_list("pk", flat=True)[:MOST])
    found = writable(actor, keys)
    if not found.contacts:
        raise Refused(_("Personne de ce lot ne peut être informé par e-mail\u00a0: rien n’est parti."))
    notice_of(actor, Contact.objects.select_related("company").get(pk=found.contacts[0]))
    with transaction.atomic():
        return enqueue(TASK, {"contacts": list(found.contacts)}, actor_id=actor.user_id, queue=JobQueue.LONG)


def send_notices(actor: Actor, contact_ids: Sequence[int], *, progress: Callable[[int, int], None]) -> int:
    """Queue the notice of each of these people who may still get it; returns how many. May run twice.

    They are noted as informed when the mail has left (`note_sent`). Raises NotAllowed, Refused for a template that
    cannot be filled in.
    """
    require_any(actor, *WHO)
    queued = 0
    for start in range(0, len(contact_ids), _BATCH):
        progress(start, len(contact_ids))
        part = writable(actor, contact_ids[start : start + _BATCH]).contacts
        with transaction.atomic():
            people = list(Contact.objects.filter(pk__in=part).select_related("company").order_by("pk"))
            tried = _in_vain(people)
            written = [_write_to(actor, each, tried[each.public_id]) for each in people]
        queued += sum(each.state == MessageState.WAITING.value for each in written)
    progress(len(contact_ids), len(contact_ids))
    return queued


def notice_of(actor: Actor, person: Contact) -> Texts:
    """What this person would read. Raises Refused for a template that cannot be filled in."""
    about = About(MessageKind.NOTICE, ContactPurpose.CONTRACTUAL, person.company, person)
    return fill_in(actor, find_template(TEMPLATE, person.language), about, {"origin": origin_of(person)})


def _in_vain(people: Sequence[Contact]) -> Counter[str]:
    """How many notices to each of these people, by public id, ended without telling them."""
    rows = Message.objects.filter(related_kind=RELATED, state__in=_IN_VAIN).order_by()
    found = rows.filter(related_id__in=[each.public_id for each in people]).values_list(
        "related_id", flat=True
    )
    return Counter(found)


def _write_to(actor: Actor, person: Contact, tried: int) -> Message:
    return queue_message(
        # Who may ask for notices may have them written: the law wants them, whatever else the role may write.
        replace(actor, permissions=actor.permissions | {Permission.EDIT}),
        kind=MessageKind.NOTICE,
        # A duty of the law, which is no solicitation (RGPD, art. 6.1.c).
        purpose=ContactPurpose.CONTRACTUAL,
        company=person.company,
        contact=person,
        template=TEMPLATE,
        fields={"origin": origin_of(person)},
        related_kind=RELATED,
        related_id=person.public_id,
        language=person.language,
        idempotency_key=f"{RELATED}-{person.public_id}-{timezone.localdate():%Y%m%d}-{tried}",
    )


def origin_of(person: Contact) -> str:
    """Where the data of a person come from, in their language, as the notice says it."""
    if person.information_source:
        return person.information_source
    with override(person.language or "fr"):
        if person.company.origin_channel:
            return choice_label(OriginChannel, person.company.origin_channel)
        return _("nos échanges avec votre entreprise")
