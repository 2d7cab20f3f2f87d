"""A company that was recommended orders for the first time: its referral is won, by itself (K10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.identity.rules.actor import Actor
from negoce.prospecting.actions.referral_save import journal
from negoce.prospecting.enums import ReferralOutcome
from negoce.prospecting.models import Referral

OPEN = (ReferralOutcome.WAITING.value, ReferralOutcome.MET.value, ReferralOutcome.DECLINED.value)


def win_referrals(actor: Actor, first_orders: Mapping[int, date]) -> int:
    """Mark the referrals to these companies as won on the day of their first order; returns how many.

    A company that had ordered before it was recommended was no conquest: its referrals stay. Called again, it
    changes nothing.
    """
    won = 0
    rows = Referral.objects.filter(referred_company_id__in=list(first_orders), outcome__in=OPEN)
    for row in rows.select_related("referrer_company", "referred_company").order_by("pk"):
        day = first_orders[row.referred_company_id]
        if day < row.given_on:
            continue
        with transaction.atomic():
            changed = Referral.objects.filter(pk=row.pk, outcome=row.outcome).update(
                outcome=ReferralOutcome.CUSTOMER.value, won_on=day, revision=row.revision + 1
            )
            if not changed:
                continue
            changes = {"outcome": (row.outcome, ReferralOutcome.CUSTOMER.value), "won_on": (None, day)}
            journal(actor, row, "updated", changes)
            tell_facts_changed([row.referrer_company_id, row.referred_company_id], actor_id=actor.user_id)
        won += 1
    return won


def open_referred() -> list[int]:
    """The companies that were recommended and are not customers by it yet."""
    rows = Referral.objects.filter(outcome__in=OPEN).order_by("referred_company_id")
    return list(rows.values_list("referred_company_id", flat=True).distinct())
