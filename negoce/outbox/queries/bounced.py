"""Addresses that came back, as the list of contacts filters them and the page of one tells them."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import ColumnKind
from negoce.companies.interfaces import Column
from negoce.companies.models import Contact
from negoce.identity.rules.actor import Actor
from negoce.outbox.enums import BounceKind, MessageState
from negoce.outbox.models import BouncedAddress, Message


def bounced_address(contact: Contact) -> BouncedAddress | None:
    """What servers said of the address of a contact; None when they took everything, or what was sent since."""
    if not contact.email:
        return None
    row = BouncedAddress.objects.filter(address=contact.email.lower()).first()
    is_over = row is not None and row.kind == BounceKind.SOFT.value and took_since(row)
    return None if is_over else row


def took_since(row: BouncedAddress) -> bool:
    """Whether a message to an address has left, and not come back, since the last one that did."""
    rows = Message.objects.alias(mailbox=Lower("to_address")).filter(mailbox=row.address)
    return rows.filter(state=MessageState.SENT.value, sent_at__gt=row.last_at).exists()


def _dead(_operator: str, values: Sequence[str], _actor: Actor) -> Q:
    dead = BouncedAddress.objects.filter(
        address=Lower(OuterRef("email")), kind=BounceKind.HARD.value
    ).order_by()
    is_dead = Q(~Q(email=""), Exists(dead))
    return is_dead if "yes" in values else ~Q(is_dead)


DEAD_ADDRESS = Column(
    "dead_address",
    _("Adresse e-mail invalide"),
    ColumnKind.YES_NO,
    shown=False,
    sortable=False,
    groupable=False,
    condition=_dead,
    position=65,
)
