"""A person says that two records are not the same, or takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Company, DuplicatePair
from negoce.companies.queries.duplicates import sees_both
from negoce.companies.rules.duplicates.records import PairState
from negoce.identity.actions.journal import Entry, record_all
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor


def mark_not_same(actor: Actor, pair: DuplicatePair) -> bool:
    """Put a pair away for good: searches never bring it back. False when somebody decided meanwhile.

    Raises NotAllowed, also to somebody who sees only one of the two: they cannot compare them.
    """
    return _decide(actor, pair, PairState.OPEN, PairState.NOT_SAME)


def reopen_pair(actor: Actor, pair: DuplicatePair) -> bool:
    """Take back a "not the same". False when it was not said any more. Raises NotAllowed as `mark_not_same`."""
    return _decide(actor, pair, PairState.NOT_SAME, PairState.OPEN)


def _decide(actor: Actor, pair: DuplicatePair, before: PairState, after: PairState) -> bool:
    require(actor, Permission.MERGE)
    if not sees_both(actor, pair):
        raise NotAllowed(
            _("Vous ne voyez qu’une des deux fiches : demandez à qui suit l’autre. Rien n’a été changé.")
        )
    verb = "not_same" if after is PairState.NOT_SAME else "not_same_undone"
    with transaction.atomic():
        done = DuplicatePair.objects.filter(pk=pair.pk, state=before.value).update(
            state=after.value, decided_by_id=actor.user_id, decided_at=timezone.now()
        )
        if done:
            record_all(actor, _told(pair, verb))
    return bool(done)


def _told(pair: DuplicatePair, verb: str) -> Sequence[Entry]:
    """Said on both: the journal of either record tells it. Of people it keeps no name, only which ones they are."""
    sides = ((pair.low_key, pair.high_key), (pair.high_key, pair.low_key))
    if pair.kind != "company":
        return [Entry(verb, pair.kind, key) for key, _other in sides]
    names = dict(Company.objects.filter(pk__in=(pair.low_key, pair.high_key)).values_list("pk", "name"))
    return [
        Entry(verb, pair.kind, key, names[key], key, {"not_same_as": (None, other)}) for key, other in sides
    ]
