"""A message as a room asks for it, before a person has read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from negoce.companies.models import Company, Contact
from negoce.outbox.enums import ContactPurpose, MessageKind


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file that will go with the message; `read` makes its bytes, when it is sent only; `url` shows it."""

    name: str
    read: Callable[[], bytes]
    url: str = ""
    content_type: str = "application/pdf"


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be, before a person has read it.

    `template` is the key (or the public id) of the one that is proposed first, `fields` the values of its merge
    fields, in words. With `may_choose_purpose` the person says what the message is for; `key` is the idempotency
    key, if one message is right whatever the number of forms.
    """

    title: str
    kind: MessageKind
    company: Company | None
    contact: Contact | None = None
    purpose: ContactPurpose = ContactPurpose.CONTRACTUAL
    address: str = ""
    template: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    files: Sequence[DraftFile] = ()
    key: str = ""
    related_kind: str = ""
    related_id: str = ""
    language: str = ""
    may_choose_purpose: bool = False
