"""Who came to a stand of the demo: each visitor with what was said, as the page of fairs writes it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone

from negoce.companies.enums import ActivityKind, Direction
from negoce.companies.models import Company, Contact
from negoce.demo.draws import draws, weighted
from negoce.demo.seeding.told import Told, write_told
from negoce.identity.models import User
from negoce.prospecting.enums import FairInterest
from negoce.prospecting.models import Fair, FairEntry, NewsletterConsent
from negoce.prospecting.words.form import INTERESTS

_INTERESTS = ((3, FairInterest.HOT), (5, FairInterest.PROJECT), (7, FairInterest.CURIOUS))


def write_visitors(fair: Fair, visitors: Sequence[Contact], follower: User) -> None:
    """Write a visit of each; who follows the company noted it, else `follower`. New companies came with it."""
    entries = [_entry(fair, contact, place, follower) for place, contact in enumerate(visitors)]
    for said, each in zip(write_told([_said(each) for each in entries]), entries, strict=True):
        each.activity = said
    FairEntry.objects.bulk_create(entries)
    NewsletterConsent.objects.bulk_create(
        NewsletterConsent(
            contact=each.contact,
            email=each.contact.email,
            given_at=each.noted_at,
            source=f"Salon «\u00a0{fair.name}\u00a0»",
        )
        for each in entries
        if each.newsletter_wanted and each.contact is not None
    )
    # Whom the stand brought came into the file that day.
    brought = [each for each in entries if each.is_new_company and each.company is not None]
    for each in brought:
        each.company.created_at = each.noted_at
    Company.objects.bulk_update([each.company for each in brought], ["created_at"])


def _entry(fair: Fair, contact: Contact, place: int, follower: User) -> FairEntry:
    chance = draws("plan visitor", contact.public_id)
    days = (fair.ends_on - fair.starts_on).days + 1
    day = fair.starts_on + timedelta(days=place % days)
    at = timezone.make_aware(datetime.combine(day, time(9 + place % 9, 5 * (place % 11))))
    company = contact.company
    return FairEntry(
        client_id=uuid.UUID(int=chance.getrandbits(128), version=4),
        fair=fair,
        author=company.owner or follower,
        company=company,
        contact=contact,
        interest=weighted(chance, _INTERESTS).value,
        newsletter_wanted=chance.random() < 0.3,
        is_new_company=company.created_at >= at,
        noted_at=at,
    )


def _said(entry: FairEntry) -> Told:
    words = str(INTERESTS[entry.interest])
    name = entry.contact.full_name if entry.contact is not None else entry.company.name
    return Told(
        ("fair", entry.fair.name, entry.company.public_id),
        ActivityKind.MESSAGE,
        f"Rencontre au salon {entry.fair.name}\u00a0: {name}",
        entry.noted_at,
        entry.company,
        entry.contact,
        entry.author,
        {
            "direction": Direction.INCOMING.value,
            "body": words,
            "need_recorded": words if entry.interest == FairInterest.HOT.value else "",
        },
    )
