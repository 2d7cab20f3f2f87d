"""Numbers of settings, as they are typed and shown in the language of who sets them."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_decimal
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import Refused


def read_decimals(actor: Actor, request: HttpRequest, names: Iterable[str]) -> dict[str, Decimal]:
    """The number of each field that was sent. Raises Refused that names those which are none."""
    values: dict[str, Decimal] = {}
    faults: dict[str, list[str]] = {}
    for name in names:
        parsed = parse_decimal(request.POST.get(name, "")[:60], mark_of(actor.language))
        if parsed.value is None:
            faults[name] = [_("Donnez un nombre.")]
        else:
            values[name] = parsed.value
    if faults:
        raise Refused(_("Une valeur n’est pas un nombre. Rien n’a été enregistré."), fields=faults)
    return values


def typed_decimal(actor: Actor, value: Decimal) -> str:
    """A number as it would be typed."""
    plain = f"{value.normalize():f}"
    return plain.replace(".", ",") if actor.language == "fr" else plain


def typed_amount(actor: Actor, value: Decimal) -> str:
    """A number as it would be typed, its thousands apart: ``3 592,87``."""
    exponent = value.normalize().as_tuple().exponent
    return format_decimal(value, actor.language, max(0, -int(exponent)))
