"""What every change of a contract shares: it is held, put to where the rules say it is, and told."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict
from negoce.loyalty.models import Contract, ContractPeriod
from negoce.loyalty.queries.contracts import place_in_time, visible_contracts


def held(actor: Actor, contract: Contract, revision: int | None) -> Contract:
    """The contract as it is stored, its revision raised: this transaction is alone with it."""
    if not visible_contracts(actor).filter(pk=contract.pk).exists():
        raise NotAllowed(_("Ce contrat n’existe plus ou n’est pas visible pour vous."))
    same = Contract.objects.filter(pk=contract.pk)
    if revision is not None:
        same = same.filter(revision=revision)
    if not same.update(revision=F("revision") + 1):
        current = Contract.objects.values_list("revision", flat=True).get(pk=contract.pk)
        message = _(
            "Le contrat a changé entre-temps. Rien n’a été enregistré : relisez-le, puis recommencez."
        )
        raise Conflict(message, field="revision", current=current)
    return Contract.objects.select_related("company").get(pk=contract.pk)


def settle(row: Contract) -> None:
    """Put a held contract to where the rules say it is today, and store it."""
    place_in_time(row, timezone.localdate(), ContractPeriod.objects.filter(contract=row).count())
    row.save()


def tell(actor: Actor, row: Contract, verb: str, changes: Changes) -> None:
    """Write in the journal."""
    entry = Entry(
        verb=verb,
        subject_kind="contract",
        subject_id=row.pk,
        subject_name=row.number,
        company_key=row.company_id,
        changes=changes,
    )
    record(actor, entry)
