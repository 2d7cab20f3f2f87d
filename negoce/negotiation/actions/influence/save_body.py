"""Notes what a works council or a public buyer decides with."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.actions.deals.noted import held_note, write_note
from negoce.negotiation.models import BuyingBody, Deal
from negoce.negotiation.rules.buying_body import clean_body
from negoce.negotiation.words.body import say


def save_body(actor: Actor, deal: Deal, *, given: Mapping[str, object], revision: int = 0) -> BuyingBody:
    """Store what was typed, by field name; `revision` is the one that the person looked at, 0 for nothing noted yet.

    Raises NotAllowed, Refused with the faulty fields, Conflict when it changed meanwhile.
    """
    require(actor, Permission.EDIT)
    message = _(
        "Quelqu’un a noté cet acheteur entre-temps. Rien n’a été enregistré : fermez, relisez ce qui est noté,"
        " puis recommencez."
    )
    with transaction.atomic():
        noted = held_note(actor, deal, BuyingBody, kind="buying_body", revision=revision, changed=message)
        cleaned = clean_body(given, timezone.localdate(), mark_of(actor.language))
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        return write_note(actor, noted, cleaned.values)
