"""Says what an objective became once the meeting was held."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.actions.objectives.save import check_readable, journal_kind, locked
from negoce.negotiation.models import Deal, Objective
from negoce.negotiation.rules.objective_values import REVIEW_TEXTS, clean_review
from negoce.negotiation.rules.objectives import Aims
from negoce.negotiation.words.objective import say


def review_objective(
    actor: Actor,
    deal: Deal,
    row: Objective,
    *,
    given: Mapping[str, object],
    revision: int | None = None,
    guard_reason: str = "",
) -> Objective:
    """Store `obtained` (or `outcome`, of what is told in words) and `obtained_words`; a review may be put right.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        stored = locked(home, row, revision)
        check_readable(actor, stored)
        cleaned = clean_review(
            given, aims_of(stored), stored.metric, timezone.localdate(), mark_of(actor.language)
        )
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        texts = {name: cleaned.values[name] for name in REVIEW_TEXTS}
        reason = guard_texts(texts, {name: getattr(stored, name) for name in REVIEW_TEXTS}, guard_reason)
        values = dict(cleaned.values)
        if stored.reviewed_on is not None:
            # It is put right: the meeting was judged on its day.
            del values["reviewed_on"]
        changed = {
            name: (getattr(stored, name), value)
            for name, value in values.items()
            if getattr(stored, name) != value
        }
        if not changed:
            return stored
        for name, (_before, value) in changed.items():
            setattr(stored, name, value)
        stored.revision += 1
        stored.save()
        told = {**changed, **({"guard_reason": (None, reason)} if reason else {})}
        record(
            actor,
            Entry("reviewed", journal_kind(stored.metric), stored.pk, stored.words, home.company_id, told),
        )
    return stored


def aims_of(row: Objective) -> Aims:
    """The levels of a stored objective."""
    return Aims(row.ideal, row.aimed, row.fallback, row.higher_is_better)
