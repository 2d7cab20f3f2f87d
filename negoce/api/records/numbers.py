"""Numbers of a request: a JSON number, or a text with a point, whatever the language of who asks."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from negoce.api.problems import invalid
from negoce.api.records.given import NUMBER
from negoce.catalogue.rules.price_values import mark_of
from negoce.identity.rules.actor import Actor

MOST_WHOLE, MOST_DECIMALS = 15, 6


def number_of(value: Any, place: str) -> Decimal:
    """The number at a place of the body. Raises Problem for none, and for one with digits beyond any use."""
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | str) or not NUMBER.fullmatch(text):
        raise invalid(place, _("Un nombre est attendu, par exemple 12.50."))
    number = Decimal(text)
    exponent = number.normalize().as_tuple().exponent
    if number.adjusted() >= MOST_WHOLE or (isinstance(exponent, int) and -exponent > MOST_DECIMALS):
        words = _("Ce nombre a trop de chiffres : %(most)s décimales au plus.") % {"most": MOST_DECIMALS}
        raise invalid(place, words)
    return number


def as_typed(actor: Actor, value: object) -> object:
    """A number as the person of the token would type it, for what reads texts; other values as they are."""
    if not isinstance(value, Decimal):
        return value
    text = f"{value:f}"
    return text if mark_of(actor.language) == "." else text.replace(".", ",")
