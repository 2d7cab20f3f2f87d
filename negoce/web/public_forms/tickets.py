"""What a page of a form carries: a signed number that serves once, and its moment. No cookie is needed."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import timedelta

from django.core.signing import BadSignature, Signer

_SIGNER = Signer(salt="negoce.public_forms.ticket")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Ticket:
    """The number of a page, and how long ago it was drawn."""

    nonce: str
    age: timedelta


def new_ticket(form_id: int) -> str:
    """The text that a page of this form carries."""
    return _SIGNER.sign_object(
        {"form": form_id, "nonce": secrets.token_urlsafe(18), "at": round(time.time(), 2)}
    )


def read_ticket(text: str, form_id: int) -> Ticket | None:
    """What a page carried; None for what we did not sign for this form."""
    try:
        held = _SIGNER.unsign_object(text[:_LONGEST])
    except (BadSignature, ValueError):
        return None
    if not isinstance(held, dict) or held.get("form") != form_id:
        return None
    return Ticket(str(held["nonce"]), timedelta(seconds=time.time() - float(held["at"])))
