"""Notes why a customer left or stays, as somebody told us, and takes it back (P11)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.competitor_named import competitor_named
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Company
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.portfolio.enums import ReasonSide, RelationReason
from negoce.portfolio.models import ToldReason

NOTE_MAX = 500


def tell_reason(
    actor: Actor, company: Company, *, side: str, values: Mapping[str, str], guard_reason: str = ""
) -> ToldReason:
    """Note a reason; `values` as typed: `reason`, `competitor` (a name), `told_on`, `note`.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    if side not in set(ReasonSide):
        raise refuse_field("side", _("Dites s’il s’agit d’un départ ou de ce qui retient le client."))
    if values.get("reason", "") not in set(RelationReason):
        raise refuse_field("reason", _("Choisissez la raison dans la liste."))
    today = timezone.localdate()
    day = parse_day(values.get("told_on", ""), today, forward=False)
    if day.value is None or day.value > today:
        raise refuse_field("told_on", _("Donnez le jour où cela a été dit, aujourd’hui au plus tard."))
    note = " ".join(values.get("note", "").split())[:NOTE_MAX]
    guard_texts({"note": note}, {}, guard_reason)
    name = " ".join(values.get("competitor", "").split())
    with transaction.atomic():
        seen = visible_company(actor, company.pk)
        row = ToldReason.objects.create(
            company=seen,
            side=side,
            reason=values["reason"],
            competitor=competitor_named(actor, name) if name else None,
            told_on=day.value,
            note=note,
            author_id=actor.user_id,
        )
        _journal(actor, row, "created")
    return row


def withdraw_reason(actor: Actor, row: ToldReason) -> None:
    """Take back a reason noted by mistake; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        seen = visible_company(actor, row.company_id)
        there = ToldReason.objects.filter(pk=row.pk, company=seen).select_for_update().first()
        if there is None:
            raise NotAllowed(_("Cette raison n’est plus notée. Rien n’a été changé."))
        _journal(actor, there, "deleted")
        there.delete()


def _journal(actor: Actor, row: ToldReason, verb: str) -> None:
    told = {"side": row.side, "reason": row.reason, "told_on": row.told_on, "note": row.note}
    new = verb == "created"
    changes = {name: (None, value) if new else (value, None) for name, value in told.items() if value}
    entry = Entry(verb, "told_reason", row.pk, row.company.name, company_key=row.company_id, changes=changes)
    record(actor, entry)
