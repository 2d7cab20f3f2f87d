"""The one way to write to a person: `queue_message` stores a message in the caller's transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.emails import parse_email
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed, require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.outbox.actions.attachments import Attached as Attached
from negoce.outbox.actions.attachments import attach, check_attachments
from negoce.outbox.actions.gate import decide, decision
from negoce.outbox.actions.history import journal, note
from negoce.outbox.actions.texts import About, Texts, whole_texts
from negoce.outbox.actions.wake import wake
from negoce.outbox.enums import ContactPurpose, MessageKind, MessageState, MessageStep
from negoce.outbox.models import Message, MessageTemplate
from negoce.parameters.queries.seller import seller as read_seller

WRITERS = (
    Permission.EDIT,
    Permission.MANAGE_ORDERS,
    Permission.ISSUE_INVOICES,
    Permission.MANAGE_PAYMENTS,
    Permission.MANAGE_SETTINGS,
)


def queue_message(
    actor: Actor,
    *,
    kind: MessageKind,
    purpose: ContactPurpose,
    company: Company | None = None,
    contact: Contact | None = None,
    address: str = "",
    subject: str = "",
    text: str = "",
    html: str = "",
    template: MessageTemplate | str | None = None,
    fields: Mapping[str, str] | None = None,
    attachments: Sequence[Attached] = (),
    idempotency_key: str = "",
    related_kind: str = "",
    related_id: str = "",
    language: str = "",
    not_before: datetime | None = None,
    is_job_related: bool = True,
) -> Message:
    """Store one message to `contact` (or to `address`), to leave once the caller's transaction is committed.

    Without `subject` and `text`, `template` (a row, or the key of one that the house brings) is filled in with
    `fields`, by the keys of rules/merge_fields.py; without `html` the text is set on the letterhead. A message that
    R-G3 does not allow is stored in the state `refused` with its reason, and never leaves: look at `message.state`
    before telling anybody that it was sent. With an `idempotency_key` that was used, that first message is returned.
    Raises NotAllowed, and Refused when there is no address, no text, a wrong template or too large attachments.
    """
    require_any(actor, *WRITERS)
    if known := _known(idempotency_key):
        return known
    _require_sight(actor, company, contact)
    to = _address(address, contact)
    check_attachments(attachments)
    about = About(kind, purpose, company, contact)
    given = Texts(subject, text, html, _language(language, contact))
    texts = whole_texts(actor, given, about, template=template, fields=fields or {})
    message = _new(about, to)
    message.related_kind, message.related_id = related_kind, related_id
    message.idempotency_key = idempotency_key
    message.not_before = not_before or timezone.now()
    return _store(actor, message, texts, attachments, is_job_related=is_job_related)


def _new(about: About, to: str) -> Message:
    return Message(
        kind=about.kind.value,
        purpose=about.purpose.value,
        company=about.company,
        contact=about.contact,
        to_address=to,
        to_name=about.contact.full_name[:161] if about.contact is not None else "",
    )


def _store(
    actor: Actor, message: Message, texts: Texts, attachments: Sequence[Attached], *, is_job_related: bool
) -> Message:
    """Ask the gate, and insert the message with what goes with it; another one of its key wins."""
    purpose = ContactPurpose(message.purpose)
    reach = decide(
        message.to_address,
        message.contact,
        purpose,
        company_id=message.company_id,
        is_job_related=is_job_related,
    )
    message.state = (MessageState.WAITING if reach.allowed else MessageState.REFUSED).value
    message.reason = "" if reach.allowed else reach.reason.code
    message.decided_by = decision(reach, is_job_related=is_job_related)
    message.subject, message.text, message.html = texts.subject, texts.text, texts.html
    message.language, message.template = texts.language, texts.template
    message.message_id = f"<{message.public_id}@{sending_domain()}>"
    _sign(actor, message)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
            attach(message, attachments)
            step = MessageStep.QUEUED if reach.allowed else MessageStep.REFUSED
            note(message, step, reach.reason, actor=actor)
            journal(actor, message, "created")
            if reach.allowed:
                wake(message.not_before)
    except IntegrityError:
        known = _known(message.idempotency_key)
        if known is None:
            raise
        return known
    return message


def _known(idempotency_key: str) -> Message | None:
    rows = Message.objects.filter(idempotency_key=idempotency_key)
    return rows.order_by("pk").first() if idempotency_key else None


def _language(asked: str, contact: Contact | None) -> str:
    said = asked or (contact.language if contact is not None else "")
    return said if said in dict(settings.LANGUAGES) else "fr"


def _require_sight(actor: Actor, company: Company | None, contact: Contact | None) -> None:
    seen = company is None or visible_companies(actor).filter(pk=company.pk).exists()
    if not seen or (contact is not None and not visible_contacts(actor).filter(pk=contact.pk).exists()):
        raise NotAllowed(_("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été envoyé."))


def _address(address: str, contact: Contact | None) -> str:
    given = address.strip() or (contact.email if contact is not None else "")
    parsed = parse_email(given)
    if parsed.value is not None:
        return parsed.value
    if not given:
        message = _(
            "Cette personne n’a pas d’adresse e-mail. Ajoutez-la sur sa fiche, ou donnez une adresse."
        )
    else:
        message = _("« %(text)s » n’est pas une adresse e-mail.") % {"text": given[:80]}
    raise Refused(message, fields={"address": [message]})


def _sign(actor: Actor, message: Message) -> None:
    """In whose name it leaves: the person and the house; answers go to the person."""
    own = read_seller()
    house = own.trade_name or own.name
    person = User.objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None
    if person is None:
        message.from_name, message.reply_to = house[:200], own.email
        return
    name = f"{person.full_name} · {house}" if house else person.full_name
    message.sender, message.from_name, message.reply_to = person, name[:200], person.email


def sending_domain() -> str:
    """The domain that messages leave from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">").strip() or "localhost"
