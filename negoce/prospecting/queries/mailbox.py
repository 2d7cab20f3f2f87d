"""Rows by mailbox: capitals, and what stands behind a plus, are ways to write the same one."""

from __future__ import annotations

from django.db.models import Q, Value
from django.db.models.lookups import Exact

from negoce.companies.models.mailbox import Mailbox
from negoce.companies.rules.emails import without_tag


def mailbox_of(address: str) -> str:
    """One text for all the ways to write a mailbox."""
    return without_tag(address).lower()


def in_mailbox(address: str) -> Q:
    """Condition on rows whose `email` reaches the same mailbox, which an index of contacts holds; "" is in none."""
    return ~Q(email="") & Q(Exact(Mailbox("email"), Value(mailbox_of(address))))
