"""Messages for tests."""

from __future__ import annotations

from typing import Any

from negoce.companies.enums import ContactPurpose
from negoce.companies.models import Contact
from negoce.identity.rules.actor import Actor, system_actor
from negoce.outbox.actions.message_send import queue_message
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message
from tests.factories.companies import make_contact


def make_message(contact: Contact | None = None, *, actor: Actor | None = None, **given: Any) -> Message:
    """A message queued by the ordinary action; contractual, to a contact with an address, unless told otherwise."""
    if contact is None and "address" not in given:
        contact = make_contact(email="helene.mallet@dairy.example")
    values: dict[str, Any] = {
        "kind": MessageKind.QUOTE,
        "purpose": ContactPurpose.CONTRACTUAL,
        "subject": "Notre devis",
        "text": "Bonjour,\n\nVoici notre devis.",
        "company": contact.company if contact is not None else None,
    }
    return queue_message(actor or system_actor(), contact=contact, **{**values, **given})
