"""What people asked us not to use, looked at for a whole batch of rows: three queries whatever its size."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from negoce.companies.actions.people.opposition_digests import carry_oppositions, digest_key
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.rules.privacy.digest import address_digests, coordinate_digest
from negoce.identity.rules.actor import Actor

_NUMBERS = ("phone", "mobile")
_COORDINATES = ("email", *_NUMBERS)


class OpposedCoordinates:
    """Coordinates of a batch that somebody opposed (R-G3)."""

    def __init__(self, persons: Sequence[Mapping[str, object]]) -> None:
        self._key = digest_key()
        digests = {digest for person in persons for digest in self._digests(person)}
        standing = OppositionDigest.objects.filter(
            digest__in=sorted(digests), opposition__lifted_on__isnull=True
        ).order_by("id")
        rows = standing.values_list("digest", "opposition__contact_id")
        self._erased: set[str] = set()
        self._known: set[str] = set()
        for digest, contact_id in rows:
            self._known.add(digest)
            if contact_id is None:
                self._erased.add(digest)

    def was_erased(self, values: Mapping[str, object]) -> bool:
        """Whether the e-mail address is that of somebody who opposed and was erased: it must not come
        back.
        """
        return not self._erased.isdisjoint(address_digests(self._key, str(values.get("email") or "")))

    def carry(self, actor: Actor, contacts: Sequence[Contact]) -> Mapping[int, Sequence[str]]:
        """Close the channels of contacts whose coordinates are known as opposed, or who opposed
        themselves; returns the channels newly closed, by contact.
        """
        closed: dict[int, Sequence[str]] = {}
        own = set(
            Opposition.objects.filter(
                contact_id__in=[contact.pk for contact in contacts], lifted_on__isnull=True
            )
            .order_by("contact_id")
            .values_list("contact_id", flat=True)
        )
        for contact in contacts:
            if contact.pk in own or self._known.intersection(self._digests(vars(contact))):
                closed[contact.pk] = [
                    channel.value for channel in carry_oppositions(actor, contact, _COORDINATES)
                ]
        return closed

    def _digests(self, values: Mapping[str, object]) -> set[str]:
        found = {coordinate_digest(self._key, name, str(values.get(name) or "")) for name in _NUMBERS}
        found |= address_digests(self._key, str(values.get("email") or ""))
        return {digest for digest in found if digest}
