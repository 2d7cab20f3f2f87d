"""Warnings while typing must not tell who knows whom to somebody who tries one e-mail or number after another."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import Protocol, TypeVar

from django.core.cache import cache

from negoce.identity.rules.actor import Actor

MOST = 30
"""Hidden records that one person may come upon in an hour; somebody who enters what they have meets far fewer."""
_SECONDS = 3600


class Told(Protocol):
    """A candidate; without `public_id` its record is hidden from the person."""

    @property
    def public_id(self) -> str: ...


Candidate = TypeVar("Candidate", bound=Told)


def told_to(actor: Actor, found: Sequence[Candidate], typed: Sequence[str]) -> Sequence[Candidate]:
    """What may be shown: hidden records no more once too many were found through different things typed.

    What was typed is not kept, only its digest, for an hour, in the memory of the process.
    """
    hidden = any(not each.public_id for each in found)
    tried = "\n".join(each.strip() for each in typed)
    if not hidden or actor.user_id is None or not tried.strip():
        return found
    key = f"duplicate-guesses:{actor.user_id}"
    digests: frozenset[bytes] = cache.get(key, frozenset())
    digest = blake2b(tried.encode(), digest_size=8).digest()
    if digest in digests:
        return found
    if len(digests) >= MOST:
        return [each for each in found if each.public_id]
    cache.set(key, digests | {digest}, _SECONDS)
    return found
