"""Tells what came of a tender, which ends its deal too, and puts it back under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.competitor_named import competitor_named
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.deals.close import close_deal
from negoce.negotiation.actions.tenders.checks import changed_meanwhile, visible_tender
from negoce.negotiation.actions.tenders.store import after_change, write_tender
from negoce.negotiation.enums import TenderStage
from negoce.negotiation.models import Tender, TenderRank, TenderResult
from negoce.negotiation.rules.tender_days import ENDS
from negoce.negotiation.rules.tender_result import CleanedResult, Ranked, clean_result
from negoce.negotiation.words.tender import say

_TEXTS = ("words", "lessons")


def end_tender(
    actor: Actor, tender: Tender, *, given: Mapping[str, object], revision: int, guard_reason: str = ""
) -> TenderResult:
    """Keep a result as typed (rules/tender_result.py); won or lost, its deal is closed likewise.

    `revision` is that of the result looked at, 0 for none. Raises NotAllowed, Refused with the faulty fields,
    FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    cleaned = clean_result(given, timezone.localdate(), mark_of(actor.language))
    refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
    with transaction.atomic():
        row = visible_tender(actor, tender.pk)
        # Held, so that of two people who tell it at once the second sees the first.
        Tender.objects.select_for_update().only("pk").get(pk=row.pk)
        stored = TenderResult.objects.filter(tender=row).first() or TenderResult(tender=row)
        if stored.revision != revision:
            raise changed_meanwhile(row, stored.revision)
        texts = {name: cleaned.values[name] for name in _TEXTS}
        reason = guard_texts(texts, {name: getattr(stored, name) for name in _TEXTS}, guard_reason)
        changed = {
            name: (getattr(stored, name), value)
            for name, value in cleaned.values.items()
            if (getattr(stored, name) or None) != (value or None)
        }
        for name, value in cleaned.values.items():
            setattr(stored, name, value)
        stored.told_by_id, stored.revision = actor.user_id, revision + 1
        stored.save()
        first = _keep_ranks(actor, row, cleaned.ranks)
        if not write_tender(actor, row, {"stage": cleaned.outcome}, "outcome_told", reason):
            after_change(actor, row, "outcome_told", changed, reason)
        _close_deal(actor, row, cleaned, first)
    return stored


def reopen_tender(actor: Actor, tender: Tender) -> Tender:
    """Put it back to where its result is awaited; what was told of it stays to be corrected, its deal as it is.

    Raises NotAllowed, Refused for one that is under way.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = visible_tender(actor, tender.pk)
        if row.stage not in ENDS:
            raise Refused(_("Cet appel d’offres est déjà en cours. Rien n’a été changé."))
        write_tender(actor, row, {"stage": TenderStage.SUBMITTED.value}, "reopened")
    return row


def _keep_ranks(actor: Actor, row: Tender, ranks: Sequence[Ranked]) -> str:
    """Write who stood where; returns the competitor who came first, or nothing."""
    TenderRank.objects.filter(tender=row).delete()
    for each in ranks:
        competitor = competitor_named(actor, each.name) if each.name else None
        TenderRank.objects.create(
            tender=row, competitor=competitor, rank=each.rank, price=each.price, mark=each.mark
        )
    return next((each.name for each in ranks if each.name and each.rank == 1), "")


def _close_deal(actor: Actor, row: Tender, cleaned: CleanedResult, first: str) -> None:
    deal = row.deal
    if deal is None or deal.deleted_at is not None or deal.state == cleaned.outcome:
        return
    if cleaned.outcome not in (TenderStage.WON, TenderStage.LOST):
        return
    outcome = {
        "state": cleaned.outcome,
        "outcome_reason": cleaned.values["reason"],
        "outcome_note": cleaned.values["words"],
        "competitor": first if cleaned.outcome == TenderStage.LOST else "",
        "closed_on": f"{cleaned.values['known_on']:%d/%m/%Y}",
    }
    close_deal(actor, deal, outcome=outcome)
