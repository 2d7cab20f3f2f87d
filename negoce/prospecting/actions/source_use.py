"""Notes that a file was used: each mailing or call session counts once against a rented one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from django.utils import timezone

from negoce.companies.enums import Channel
from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import SourcedCompany, SourcedContact, SourceUse


def note_use(
    actor: Actor,
    *,
    key: str,
    what: str,
    channel: Channel,
    contact_ids: Sequence[int] = (),
    company_ids: Sequence[int] = (),
) -> int:
    """Note one use of every file that brought somebody among these, in the caller's transaction; returns how many.

    `key` names the use ("mailing-<public id>"): noted again, it still counts once, and `blocked(use=key)` is not
    stopped by it. Whom a file only completed does not count.
    """
    reached: Counter[int] = Counter()
    for rows, column, keys in (
        (SourcedContact.objects.all(), "contact_id", contact_ids),
        (SourcedCompany.objects.all(), "company_id", company_ids),
    ):
        if keys:
            told = rows.filter(created=True, **{f"{column}__in": list(keys)}).order_by()
            reached.update(told.values_list("source_id", flat=True))
    uses = [
        SourceUse(
            source_id=source,
            key=key,
            channel=channel.value,
            what=what[:120],
            used_on=timezone.localdate(),
            people=people,
            created_by_id=actor.user_id,
        )
        for source, people in sorted(reached.items())
    ]
    SourceUse.objects.bulk_create(uses, ignore_conflicts=True)
    return len(uses)
