"""Agrees on one more term."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_writing import held, settle, tell
from negoce.loyalty.enums import ContractState, Renewal
from negoce.loyalty.models import Contract


def renew_contract(actor: Actor, contract: Contract, *, revision: int | None = None) -> Contract:
    """Agree on one more term of a contract that does not go on by itself. Raises NotAllowed, Conflict, Refused."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.renewal != Renewal.EXPRESS.value:
            raise Refused(_("Seul un contrat à reconduction expresse se renouvelle ici."))
        if row.state == ContractState.TERMINATED.value:
            raise Refused(_("Ce contrat est résilié."))
        before = row.ends_on
        row.renewals += 1
        row.state = ContractState.ACTIVE.value
        settle(row)
        tell(actor, row, "changed", {"ends_on": (before, row.ends_on)})
    return row
