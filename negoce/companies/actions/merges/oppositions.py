"""Oppositions of two people who are one: what either refused, the merged person refuses (R-G3 holds)."""

from __future__ import annotations

from negoce.companies.actions.merges.ledger import Ledger
from negoce.companies.actions.people.opposition_digests import add_digests, carry_oppositions, digest_key
from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.rules.privacy.digest import digests_of
from negoce.identity.rules.actor import Actor

_COORDINATES = ("email", "phone", "mobile")


def merge_oppositions(ledger: Ledger, kept: Contact, absorbed: Contact) -> None:
    """Bring the oppositions of `absorbed` to `kept`, before the coordinates are chosen.

    Where both refused a channel one opposition stands, since the earlier day, over the addresses of both.
    """
    own = {row.channel: row for row in standing(kept)}
    for row in standing(absorbed):
        twin = own.get(row.channel)
        if twin is None:
            continue
        if row.opposed_on < twin.opposed_on:
            ledger.edit(twin, opposed_on=row.opposed_on)
        held = set(
            OppositionDigest.objects.filter(opposition=twin).order_by().values_list("digest", flat=True)
        )
        digests = OppositionDigest.objects.filter(opposition=row).order_by("pk")
        ledger.drop(digests.filter(digest__in=held))
        ledger.move(OppositionDigest.objects.filter(opposition=row), "opposition_id", twin.pk)
        ledger.drop([row])
    ledger.move(Opposition.objects.filter(contact=absorbed), "contact_id", kept.pk)


def cover_coordinates(actor: Actor, ledger: Ledger, kept: Contact, absorbed: Contact) -> None:
    """Let every opposition cover the coordinates of both, whichever were chosen; inside the transaction."""
    before = _stored(kept)
    key = digest_key()
    for row in standing(kept):
        for person in (kept, absorbed):
            values = {name: str(getattr(person, name)) for name in _COORDINATES}
            add_digests(row, digests_of(key, values, Channel(row.channel)))
    carry_oppositions(actor, kept, _COORDINATES)
    after = _stored(kept)
    ledger.added(Opposition, sorted(after[0] - before[0]))
    ledger.added(OppositionDigest, sorted(after[1] - before[1]))


def standing(contact: Contact) -> list[Opposition]:
    """The oppositions of a person that were not lifted."""
    return list(Opposition.objects.filter(contact=contact, lifted_on__isnull=True).order_by("id"))


def _stored(contact: Contact) -> tuple[set[int], set[int]]:
    rows = Opposition.objects.filter(contact=contact).order_by()
    digests = OppositionDigest.objects.filter(opposition__contact=contact).order_by()
    return set(rows.values_list("pk", flat=True)), set(digests.values_list("pk", flat=True))
