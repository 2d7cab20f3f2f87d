"""Warnings while typing must not tell who knows whom to somebody who tries one e-mail or number after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from negoce.companies.actions.typed_guess import note_guess
from negoce.identity.rules.actor import Actor


class Told(Protocol):
    """A candidate; without `public_id` its record is hidden from the person."""

    @property
    def public_id(self) -> str: ...


Candidate = TypeVar("Candidate", bound=Told)


def told_to(actor: Actor, found: Sequence[Candidate], typed: Sequence[str]) -> Sequence[Candidate]:
    """What may be shown: hidden records no more once too many were found through different things typed."""
    hidden = any(not each.public_id for each in found)
    tried = "\n".join(each.strip() for each in typed)
    if not hidden or not tried.strip() or note_guess(actor, tried):
        return found
    return [each for each in found if each.public_id]
