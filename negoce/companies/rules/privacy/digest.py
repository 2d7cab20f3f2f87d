"""The digests by which an opposition is recognised after the person's data are gone. Pure."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256

from negoce.companies.enums import Channel
from negoce.companies.rules.emails import without_tag
from negoce.kit.text import fold

# Which coordinates each channel reaches; letters and networks have none that could be recognised.
COORDINATES: Mapping[Channel, tuple[str, ...]] = {
    Channel.EMAIL: ("email",),
    Channel.PHONE: ("phone", "mobile"),
    Channel.TEXT_MESSAGE: ("mobile",),
    Channel.POST: (),
    Channel.SOCIAL: (),
}


def coordinate_digest(key: str, field: str, value: str) -> str:
    """Return the digest of an e-mail address or of a number in E.164; empty for nothing.

    The key keeps others from trying out every number there is; whoever holds the database can.
    """
    if not value:
        return ""
    plain = fold(value) if field == "email" else value
    kind = "email" if field == "email" else "number"
    return hmac.new(bytes.fromhex(key), f"{kind}:{plain}".encode(), sha256).hexdigest()


def address_digests(key: str, address: str) -> frozenset[str]:
    """Return the digests of an e-mail address and of its mailbox: what stands behind a plus reaches the same one."""
    if not address:
        return frozenset()
    return frozenset(coordinate_digest(key, "email", each) for each in (address, without_tag(address)))


def digests_of(key: str, values: Mapping[str, str], channel: Channel) -> frozenset[str]:
    """Return the digests of the coordinates that a channel reaches."""
    found: set[str] = set()
    for name in COORDINATES[channel]:
        value = values.get(name, "")
        found |= address_digests(key, value) if name == "email" else {coordinate_digest(key, name, value)}
    return frozenset(digest for digest in found if digest)
