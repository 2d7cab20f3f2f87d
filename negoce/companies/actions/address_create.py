"""Adds an address to a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.companies.actions.address_checks import (
    checked_address,
    follow_head_office,
    journal_address,
    refuse_second_head_office,
)
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Address, Company
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def create_address(actor: Actor, company: Company, *, values: Mapping[str, object]) -> Address:
    """Add an address; a head office also gives its place to the company. Raises NotAllowed and Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_company(actor, company.pk)
        cleaned = checked_address(values, None)
        refuse_second_head_office(row, cleaned.get("kind"))
        address = Address.objects.create(company=row, **cleaned)
        told = {name: (None, value) for name, value in cleaned.items() if value}
        journal_address(actor, row, address, "created", told)
        follow_head_office(actor, row, address)
    return address
