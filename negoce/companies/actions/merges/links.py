"""What points at a company or a contact, and what becomes of it when two records become one.

Every foreign key to either stands here, or in `LinkedRecords` of an upper room: a test walks them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import Exists, Model, OuterRef

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.interfaces import LinkedRecords, MergeLink
from negoce.companies.models import RecentRecord
from negoce.companies.wired import wired
from negoce.identity.models import JournalEntry

LINKS: dict[str, Sequence[MergeLink]] = {
    "company": (
        MergeLink("companies.Activity", "company"),
        MergeLink("companies.Contact", "company"),
        MergeLink("companies.Company", "parent"),
        MergeLink("companies.CompanyTag", "company", twins=("tag_id",)),
        MergeLink("companies.CompanyCustomValue", "record", twins=("slot",)),
        MergeLink("companies.DeclaredFact", "company"),
        MergeLink("companies.RegisterLookup", "company"),
    ),
    "contact": (
        MergeLink("companies.ActivityContact", "contact", twins=("activity_id",)),
        MergeLink("companies.Observation", "contact", twins=("activity_id", "kind", "value")),
        MergeLink("companies.ContactPreference", "contact", twins=("text", "told_for", "told_on")),
        MergeLink("companies.Post", "successor"),
        MergeLink("companies.ContactCustomValue", "record", twins=("slot",)),
        MergeLink("companies.RightsRequest", "contact"),
    ),
}
# Those that take more than pointing elsewhere, and the file beside this one that does it.
BY_HAND = {
    "companies.Address.company": "addresses",
    "companies.Post.company": "posts",
    "companies.Post.contact": "posts",
    "companies.Post.guards": "posts",
    "companies.Opposition.contact": "oppositions",
    # The link of links: ActivityContact carries it.
    "companies.Activity.contacts": "links",
}


def linked_records(kind: str) -> Sequence[LinkedRecords]:
    """What upper rooms hold about this kind of record."""
    return [each for each in wired().linked_records if each.kind == kind]


def move_links(ledger: Ledger, kind: str, kept: int, absorbed: int) -> None:
    """Point everything that points at `absorbed` at `kept`; what both have stays once."""
    upper = [link for each in linked_records(kind) for link in each.links]
    for link in (*LINKS[kind], *upper):
        _move(ledger, link, kept, absorbed)
    _move_recents(ledger, kind, kept, absorbed)
    entries = JournalEntry.objects.filter(company_key=absorbed)
    column = "company_key"
    if kind == "contact":
        # A company's thread is read by its company, a person's history by the person.
        entries, column = JournalEntry.objects.filter(subject_kind=kind, subject_id=absorbed), "subject_id"
    ledger.move(entries, column, kept)


def refresh_links(kind: str, ids: Sequence[int]) -> None:
    """Work out again what upper rooms keep ready about these records."""
    for each in linked_records(kind):
        if each.refresh is not None:
            each.refresh(ids)


def _move(ledger: Ledger, link: MergeLink, kept: int, absorbed: int) -> None:
    model: type[Model] = apps.get_model(link.model)
    column = f"{link.column}_id"
    rows: Any = model._default_manager.filter(**{column: absorbed})
    if link.twins:
        same = {name: OuterRef(name) for name in link.twins}
        twin = Exists(model._default_manager.filter(**{column: kept}, **same).order_by())
        ledger.drop(rows.filter(twin).order_by("pk"))
    ledger.move(rows, column, kept)


def _move_recents(ledger: Ledger, kind: str, kept: int, absorbed: int) -> None:
    seen = RecentRecord.objects.filter(kind=kind, object_id=absorbed)
    both = RecentRecord.objects.filter(kind=kind, object_id=kept).values("user_id")
    ledger.drop(seen.filter(user_id__in=both).order_by("pk"))
    ledger.move(seen, "object_id", kept)
