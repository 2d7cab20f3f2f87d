"""Who recommended us to whom, for those who may see both."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import Referral

_MOST = 200


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    """Referrals of which the actor sees both companies, in no order."""
    return Referral.objects.filter(
        company_rights(actor, "referrer_company__"),
        company_rights(actor, "referred_company__"),
        referrer_company__deleted_at__isnull=True,
        referred_company__deleted_at__isnull=True,
    ).order_by()


def referrals_of(actor: Actor, company: Company) -> tuple[Sequence[Referral], Sequence[Referral]]:
    """Those that a company gave, then those by which it came to us, the latest first, in one query."""
    rows = (
        visible_referrals(actor)
        .filter(Q(referrer_company=company) | Q(referred_company=company))
        .select_related("referrer_company", "referred_company", "referrer_contact", "referred_contact")
        .order_by("-given_on", "-pk")[:_MOST]
    )
    found = list(rows)
    return (
        [each for each in found if each.referrer_company_id == company.pk],
        [each for each in found if each.referrer_company_id != company.pk],
    )
