"""Rows by mailbox: capitals, and what stands behind a plus, are ways to write the same one."""

from __future__ import annotations

from django.db.models import Q

from negoce.companies.rules.emails import without_tag


def mailbox_of(address: str) -> str:
    """One text for all the ways to write a mailbox."""
    return without_tag(address).lower()


def in_mailbox(address: str, field: str = "email") -> Q:
    """Condition on rows whose address reaches the same mailbox."""
    plain = mailbox_of(address)
    local, _at, domain = plain.rpartition("@")
    tagged = Q(**{f"{field}__istartswith": f"{local}+", f"{field}__iendswith": f"@{domain}"})
    return Q(**{f"{field}__iexact": plain}) | tagged
