"""The mark from which a list goes on: ours, for this list asked this way, and not older than a week.

The lists' own cursors hold the values of the last row. Signed here, so that nobody makes one up, and tied to the
filter and order that were asked: with others it would silently skip rows.
"""

from __future__ import annotations

from django.core import signing
from django.utils.translation import gettext as _

from negoce.api.problems import Problem

MAX_AGE = 7 * 24 * 3600
_SALT = "negoce.api.cursor"


def write_cursor(inner: str, asked: str) -> str:
    """A cursor of the API for a cursor of a list and what was asked of it."""
    return signing.TimestampSigner(salt=f"{_SALT}:{asked}").sign(inner).replace(":", "~")


def read_cursor(given: str, asked: str) -> str:
    """The list's own cursor. Raises Problem for one that is old, forged, or of another list."""
    try:
        return signing.TimestampSigner(salt=f"{_SALT}:{asked}").unsign(
            given.replace("~", ":"), max_age=MAX_AGE
        )
    except signing.SignatureExpired:
        detail = _("Cette suite date de plus d’une semaine. Reprenez la liste au début.")
    except (signing.BadSignature, ValueError):
        detail = _(
            "Cette suite n’est pas de cette liste, ou son filtre ou son tri a changé. Reprenez au début."
        )
    raise Problem("cursor", detail, errors={"cursor": [detail]})
