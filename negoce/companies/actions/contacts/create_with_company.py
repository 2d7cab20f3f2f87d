"""Creates a contact whose company is not in the file yet, and that company (F1, F2)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.companies.actions.company_create import create_company
from negoce.companies.actions.contacts.create import create_contact
from negoce.companies.models import Contact
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id


def create_with_company(
    actor: Actor, *, company: Mapping[str, object], values: Mapping[str, object], guard_reason: str = ""
) -> Contact:
    """Create both from raw values by field name, or neither.

    Raises NotAllowed, Refused with the faulty fields of either, FreeTextRefused as `create_contact` does.
    """
    batch = new_public_id()
    with transaction.atomic():
        home = create_company(actor, values=company, batch=batch)
        return create_contact(actor, company=home, values=values, guard_reason=guard_reason, batch=batch)
