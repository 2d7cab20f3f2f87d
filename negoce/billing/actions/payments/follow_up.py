"""What the customer says of a debt: a promised day, a dispute."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.models import Receivable
from negoce.billing.payment_words import say_payment
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused

_FARTHEST = timedelta(days=366)


def record_promise(actor: Actor, receivable: Receivable, *, promised_on: object) -> None:
    """Keep the day by which the customer said they would pay; empty takes it back. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    day = _day(promised_on)
    with transaction.atomic():
        row = _open(actor, receivable)
        Receivable.objects.filter(pk=row.pk).update(promised_on=day, revision=F("revision") + 1)
        _journal(actor, row, {"promised_on": (row.promised_on, day)})


def record_dispute(actor: Actor, receivable: Receivable, *, reason: str) -> None:
    """Keep what the customer contests: no reminder meanwhile; empty ends it. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    line = clean_line(reason, 300)
    if line.finding is not None:
        raise Refused(say_payment(line.finding), fields={"reason": [say_payment(line.finding)]})
    words = line.value or ""
    with transaction.atomic():
        row = _open(actor, receivable)
        Receivable.objects.filter(pk=row.pk).update(
            dispute_reason=words,
            disputed_at=(row.disputed_at or timezone.now()) if words else None,
            revision=F("revision") + 1,
        )
        _journal(actor, row, {"dispute_reason": (row.dispute_reason, words)})


def _day(given: object) -> date | None:
    today = timezone.localdate()
    if isinstance(given, date):
        day: date | None = given
    else:
        parsed = parse_day(str(given or ""), today)
        if parsed.finding is not None:
            message = say_payment(parsed.finding)
            raise Refused(message, fields={"promised_on": [message]})
        day = parsed.value
    if day is not None and not today <= day <= today + _FARTHEST:
        message = _("Donnez un jour à venir, dans l’année.")
        raise Refused(message, fields={"promised_on": [message]})
    return day


def _open(actor: Actor, receivable: Receivable) -> Receivable:
    row = visible_receivables(actor).filter(pk=receivable.pk).first()
    if row is None:
        raise NotAllowed(_("Ce document n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    if not row.is_open:
        raise Refused(_("Ce document est déjà soldé."))
    return row


def _journal(actor: Actor, row: Receivable, changes: dict[str, tuple[object, object]]) -> None:
    record(
        actor,
        Entry("changed", "receivable", row.pk, row.reference, company_key=row.company_id, changes=changes),
    )
