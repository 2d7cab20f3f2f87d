"""Changes what the periods to come are invoiced for."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.stored_amounts import stored_reductions
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_writing import add_up, held, tell, write_lines
from negoce.loyalty.enums import ContractState
from negoce.loyalty.models import Contract, ContractLine
from negoce.orders.actions.order_checks import check_lines
from negoce.orders.rules.agreed_lines import AgreedLine


def change_contract_lines(
    actor: Actor,
    contract: Contract,
    *,
    lines: Sequence[AgreedLine],
    reductions: Sequence[Reduction] = (),
    revision: int | None = None,
) -> Contract:
    """Change what the periods to come are invoiced for (an indexed price); drafts and invoices stay as they are.

    Raises NotAllowed, Conflict, Refused.
    """
    require(actor, Permission.EDIT)
    check_lines(lines)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.state == ContractState.ENDED.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        before = row.net
        row.reductions = stored_reductions(reductions)
        add_up(row, lines)
        row.save()
        ContractLine.objects.filter(contract=row).delete()
        write_lines(row, lines)
        tell(actor, row, "changed", {"net": (before, row.net)})
    return row
