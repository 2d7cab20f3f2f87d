"""What follows a merge and its undo: the journal, the search index, figures of upper rooms, the news."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.actions.merges.links import refresh_links
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact, MergeRecord
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit


def journal_merge(
    actor: Actor,
    merge: MergeRecord,
    kept: Company | Contact,
    absorbed: Company | Contact,
    told: Mapping[str, tuple[object, object]],
    verb: str = "merged",
) -> None:
    """Tell of it on the survivor, and under the absorbed record's own key; both carry the merge's public id."""
    for row, other, changes in ((kept, absorbed, told), (absorbed, kept, {})):
        named = {} if merge.kind == "contact" else {"merged_with": (None, str(other))}
        record(
            actor,
            Entry(
                verb=verb,
                subject_kind=merge.kind,
                subject_id=row.pk,
                subject_name=str(row),
                company_key=row.pk if isinstance(row, Company) else row.company_id,
                changes={**named, **changes},
                batch=merge.public_id,
            ),
        )


def after_merge(actor: Actor, merge: MergeRecord) -> None:
    """Bring everything in step that follows from both records, in the caller's transaction."""
    pair = [merge.kept_id, merge.absorbed_id]
    refresh_links(merge.kind, pair)
    index_records(merge.kind, pair)
    if merge.kind == "company":
        people = Contact.objects.filter(company_id__in=pair).order_by("pk").values_list("pk", flat=True)
        index_records("contact", list(people))
        for key in pair:
            emit("company_changed", {"company": key, "fields": ["merged"]}, actor_id=actor.user_id)
