"""Erases people one after the other, each in a transaction of its own, for a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negoce.companies.actions.people.erase import erase_person
from negoce.companies.permissions import require_privacy
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.rules.actor import Actor


def erase_people(
    actor: Actor, contact_ids: Sequence[int], *, reason: str, progress: Callable[[int, int], None]
) -> int:
    """Erase those of these people whom the actor still sees; returns how many.

    `progress(done, total)` is called between two people: a pause or a stop happens there, and whoever takes it up
    finds those who are left. Raises NotAllowed.
    """
    require_privacy(actor)
    erased = 0
    for done, key in enumerate(contact_ids):
        progress(done, len(contact_ids))
        contact = visible_contacts(actor).filter(pk=key).first()
        if contact is None:
            continue
        erase_person(actor, contact, reason=reason, typed_name=contact.full_name)
        erased += 1
    progress(len(contact_ids), len(contact_ids))
    return erased
