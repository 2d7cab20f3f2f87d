"""Changes the head of a contract, as far as nothing that was invoiced is touched."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.loyalty.actions.contract_values import checked_values, contact_of
from negoce.loyalty.actions.contract_writing import held, settle, tell
from negoce.loyalty.enums import ContractState
from negoce.loyalty.models import Contract, ContractPeriod

# Its periods follow from these: once one has its invoice or its draft, they stay.
BOUND_BY_INVOICES = ("starts_on", "period", "invoiced_until")
# How long it binds, and how it ends: said once and for all by a termination.
BOUND_BY_END = ("term_months", "renewal", "notice_days")


def change_contract_head(
    actor: Actor, contract: Contract, *, values: Mapping[str, object], revision: int | None = None
) -> Contract:
    """Change what a contract says of itself; `values` as `create_contract` takes them, those not given stay.

    Raises NotAllowed, Conflict, and Refused with the faulty fields: its beginning and its periods once one is
    invoiced, its term once it is terminated, an end before the last day that is invoiced.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = held(actor, contract, revision)
        if row.state == ContractState.ENDED.value:
            raise Refused(_("Ce contrat est déjà terminé."))
        fields = checked_values({**_stored(row), **values})
        if "contact" in values:
            fields["contact"] = contact_of(actor, row.company, values["contact"])
        told = {
            name: (getattr(row, name), value) for name, value in fields.items() if getattr(row, name) != value
        }
        last = ContractPeriod.objects.filter(contract=row).order_by("-ends_on").first()
        _refuse_bound(row, told, is_invoiced=last is not None)
        for name, value in fields.items():
            setattr(row, name, value)
        settle(row)
        if last is not None and row.state != ContractState.TERMINATED.value and row.ends_on < last.ends_on:
            words = _("Le contrat finirait avant le dernier jour facturé : résiliez-le plutôt.")
            raise Refused(words, fields={"term_months": [words]})
        if told:
            shown = {name: (_plain(before), _plain(after)) for name, (before, after) in told.items()}
            tell(actor, row, "changed", shown)
    return row


def bound_fields(contract: Contract, *, is_invoiced: bool) -> tuple[str, ...]:
    """What may no longer change, and is shown as it stands."""
    ended = contract.state != ContractState.ACTIVE.value
    return (*(BOUND_BY_INVOICES if is_invoiced else ()), *(BOUND_BY_END if ended else ()))


def _refuse_bound(row: Contract, told: Mapping[str, object], *, is_invoiced: bool) -> None:
    faulty = [name for name in bound_fields(row, is_invoiced=is_invoiced) if name in told]
    if not faulty:
        return
    words = (
        _("Une période est déjà facturée : ceci ne change plus.")
        if faulty[0] in BOUND_BY_INVOICES
        else _("Le contrat est résilié : ceci ne change plus.")
    )
    raise Refused(words, fields={name: [words] for name in faulty})


def _stored(row: Contract) -> dict[str, object]:
    names = (
        "title", "kind", "starts_on", "term_months", "renewal", "notice_days", "period", "in_advance",
        "buyer_reference", "indexation", "invoiced_until",
    )  # fmt: skip
    return {name: getattr(row, name) for name in names}


def _plain(value: object) -> object:
    return str(value) if hasattr(value, "pk") else value
