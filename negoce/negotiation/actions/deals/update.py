"""Changes values of a deal, each against the value that the person saw."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from negoce.companies.rules.seen_value import as_seen
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.deals.checks import checked_values, visible_deal
from negoce.negotiation.actions.deals.store import conflict_on, write_deal
from negoce.negotiation.models import Deal
from negoce.negotiation.rules.deal_values import key_of


def update_deal(
    actor: Actor,
    deal: Deal,
    *,
    changes: Mapping[str, object],
    seen: Mapping[str, object] | None = None,
) -> Deal:
    """Change raw values by field name (`owner` takes a person, `cycle` its public id); returns the deal as now stored.

    `seen` holds the values that the person had before them: a field stored otherwise by now raises Conflict
    and nothing is changed. Raises NotAllowed, and Refused with the faulty fields.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_deal(actor, deal.pk)
        for name, value in (seen or {}).items():
            stored = f"{name}_id" if name in ("owner", "cycle") else name
            if name in changes and as_seen(value) != as_seen(getattr(row, stored)):
                raise conflict_on(row, stored)
        values = dict(checked_values(actor, changes))
        if "name" in values:
            values["name_key"] = key_of(str(values["name"]))
        write_deal(actor, row, values)
    return row
