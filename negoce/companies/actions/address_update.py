"""Changes an address of a company."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.address_checks import (
    checked_address,
    follow_head_office,
    journal_address,
    refuse_second_head_office,
    visible_address,
)
from negoce.companies.models import Address
from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict


def update_address(
    actor: Actor, address: Address, *, changes: Mapping[str, object], seen: Mapping[str, object] | None = None
) -> Address:
    """Change values by field name; a head office also gives its place to the company.

    A field stored otherwise than in `seen` raises Conflict. Raises NotAllowed and Refused.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row, company = visible_address(actor, address)
        for name, value in (seen or {}).items():
            if name in changes and as_seen(value) != as_seen(getattr(row, name)):
                message = _("L’adresse a changé entre-temps. Garder la vôtre ?")
                raise Conflict(message, field=name, current=getattr(row, name))
        cleaned = checked_address(changes, row)
        refuse_second_head_office(company, cleaned.get("kind"), but=row)
        changed = {
            name: (getattr(row, name), value)
            for name, value in cleaned.items()
            if getattr(row, name) != value
        }
        if changed:
            for name, (_before, value) in changed.items():
                setattr(row, name, value)
            row.save(update_fields=list(changed))
            journal_address(actor, company, row, "changed", changed)
            follow_head_office(actor, company, row)
    return row
