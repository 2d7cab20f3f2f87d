"""Notes the room for manoeuvre in a deal: our prices, and what is thought of theirs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.deals.noted import held_note, write_note
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
    message = _(
        "Quelqu’un a noté la marge de manœuvre entre-temps. Rien n’a été enregistré : fermez, relisez ce qui"
        " est noté, puis recommencez."
    )
    with transaction.atomic():
        noted = held_note(actor, deal, Bargaining, kind="bargaining", revision=revision, changed=message)
        cleaned = clean_bargaining(given, timezone.localdate(), mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        return write_note(actor, noted, cleaned.values, texts=TEXTS, guard_reason=guard_reason)
