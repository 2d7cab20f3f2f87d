"""Notes a referral to a company that is not in the file yet, and creates that company (K10, F1)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.companies.actions.company_create import create_company
from negoce.companies.enums import OriginChannel
from negoce.companies.models import Company, Contact
from negoce.identity.rules.actor import Actor
from negoce.prospecting.actions.referral_save import note_referral
from negoce.prospecting.models import Referral


def note_referral_to_new(
    actor: Actor,
    *,
    referrer: Company,
    name: str,
    values: Mapping[str, object],
    referrer_contact: Contact | None = None,
    reason: str = "",
) -> Referral:
    """Create the company of this name as one that came by a referral, and note who recommended us, or neither.

    Raises NotAllowed, Refused with the faulty fields of either, FreeTextRefused as `note_referral` does.
    """
    with transaction.atomic():
        channel = OriginChannel.REFERRAL.value
        referred = create_company(actor, values={"name": name, "origin_channel": channel})
        return note_referral(
            actor,
            referrer=referrer,
            referred=referred,
            values=values,
            referrer_contact=referrer_contact,
            reason=reason,
        )
