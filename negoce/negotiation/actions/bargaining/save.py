"""Notes the room for manoeuvre in a deal: our prices, and what is thought of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import Bargaining, Deal
from negoce.negotiation.rules.bargaining_values import TEXTS, clean_bargaining
from negoce.negotiation.words.bargaining import say


def save_bargaining(
    actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int = 0, guard_reason: str = ""
) -> Bargaining:
    """Store what was typed, by field name; `revision` is the one that the person looked at, 0 for nothing noted yet.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused, Conflict when it changed meanwhile.
    """
    require_limits(actor)
    with transaction.atomic():
        # Whoever writes it first holds the deal: two people never begin the same row.
        seen = visible_deal(actor, deal.pk)
        Deal.objects.select_for_update().only("pk").get(pk=seen.pk)
        row = Bargaining.objects.filter(deal=seen).first() or Bargaining(deal=seen)
        if row.revision != revision:
            message = _(
                "Quelqu’un a noté la marge de manœuvre entre-temps. Rien n’a été enregistré : fermez, relisez ce qui"
                " est noté, puis recommencez."
            )
            raise Conflict(
                message, field="revision", current=row.revision, subject=Subject("bargaining", seen.pk)
            )
        cleaned = clean_bargaining(given, timezone.localdate(), mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        stored = {name: getattr(row, name) for name in cleaned.values}
        texts = {name: cleaned.values[name] for name in TEXTS}
        reason = guard_texts(texts, {name: stored[name] for name in TEXTS}, guard_reason)
        changed = {
            name: (stored[name], value) for name, value in cleaned.values.items() if stored[name] != value
        }
        if not changed:
            return row
        for name, (_before, value) in changed.items():
            setattr(row, name, value)
        row.revision += 1
        row.save()
        told = {**changed, **({"guard_reason": (None, reason)} if reason else {})}
        record(actor, Entry("changed", "bargaining", seen.pk, seen.name, seen.company_id, told))
    return row
