"""How long what is written about an offer answers the request of its reader. Pure."""

from __future__ import annotations

from datetime import date


def offer_holds(valid_until: date | None, today: date) -> bool:
    """Whether an offer still binds us; one without an end does.

    Until then it and its reminders are steps before a contract, at the person's own request (RGPD, art. 6.1.b): an
    opposition to prospecting (art. 21.2) leaves them. Afterwards asking again is prospecting, which R-G3 decides.
    """
    return valid_until is None or today <= valid_until
