"""Removes an address of a company."""

from __future__ import annotations

from django.db import transaction

from negoce.companies.actions.address_checks import journal_address, visible_address
from negoce.companies.models import Address
from negoce.companies.rules.address_values import FIELDS
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def delete_address(actor: Actor, address: Address) -> None:
    """Remove an address; the journal keeps it, the company keeps its own place. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row, company = visible_address(actor, address)
        told = {name: (getattr(row, name), None) for name in FIELDS if getattr(row, name)}
        journal_address(actor, company, row, "deleted", told)
        row.delete()
