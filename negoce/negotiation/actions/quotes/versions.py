"""A new version of a quote that was closed, and a new quote like another one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.company_checks import visible_company
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.negotiation.actions.financing.save import copy_financing
from negoce.negotiation.actions.quotes.create import quote_number
from negoce.negotiation.actions.quotes.loading import journal, loaded, move, store
from negoce.negotiation.enums import QuoteState
from negoce.negotiation.models import Quote, QuoteLine, QuoteVersion
from negoce.negotiation.queries.quote_floor import sale_lines_of
from negoce.negotiation.queries.quotes import lines_of
from negoce.negotiation.rules.quote_states import QuoteMove
from negoce.parameters.queries.seller import seller

_NOT_COPIED = (
    "id", "public_id", "quote", "version", "state", "issued_on", "valid_until", "margin_floor", "outcome_reason",
    "outcome_note", "sent_at", "closed_at", "created_at", "updated_at",
)  # fmt: skip


def new_version(actor: Actor, quote: Quote, *, revision: int | None = None) -> Quote:
    """Begin the next version from the current one, which keeps how it ended or is superseded; costs are of today.

    Links that were sent show the old version no more: whoever opens one is told that there is a newer offer.
    """
    with transaction.atomic():
        row, old = loaded(actor, quote, revision=revision)
        before, _after = move(old, QuoteMove.REPLACE)
        old.closed_at = old.closed_at or timezone.now()
        old.save()
        version = _copy(old, row, old.version + 1)
        store(row, version, sent_on=None, answered_on=None)
        journal(
            actor,
            row,
            "new_version",
            {"version": (old.version, version.version), "state": (before, row.state)},
        )
    return row


def duplicate_quote(actor: Actor, quote: Quote) -> Quote:
    """Make a new quote of the same company with the same lines, prices and terms; costs are those of today."""
    with transaction.atomic():
        row, old = loaded(actor, quote, permission=Permission.CREATE)
        home = visible_company(actor, row.company_id)
        copy = Quote.objects.create(
            number=quote_number(timezone.localdate().year),
            title=row.title,
            company=home,
            contact=row.contact,
            deal=row.deal,
            owner_id=actor.user_id,
        )
        version = _copy(old, copy, 1)
        store(copy, version)
        journal(actor, copy, "created", {"copied_from": ("", row.number)})
    return copy


def _copy(old: QuoteVersion, row: Quote, number: int) -> QuoteVersion:
    fields = [field.name for field in QuoteVersion._meta.concrete_fields if field.name not in _NOT_COPIED]
    version = QuoteVersion.objects.create(
        **{name: getattr(old, name) for name in fields},
        quote=row,
        version=number,
        state=QuoteState.DRAFT.value,
        valid_until=_validity(timezone.localdate()),
    )
    lines = lines_of(old)
    for line in lines:
        line.pk, line.version = None, version
        line._state.adding = True
    if _cost_as_today(lines):
        version.add_up(sale_lines_of(lines))
        version.save()
    QuoteLine.objects.bulk_create(lines)
    copy_financing(old, version)
    return version


def _cost_as_today(lines: Sequence[QuoteLine]) -> bool:
    """Give lines the costs that the catalogue has now, so that the margin is true; whether any was another."""
    changed = [line for line in lines if line.product is not None and line.unit_cost != line.product.cost]
    for line in changed:
        assert line.product is not None
        line.unit_cost = line.product.cost
    return bool(changed)


def _validity(today: date) -> date:
    return today + timedelta(days=seller().quote_validity_days)
