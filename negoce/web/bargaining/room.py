"""What is shown of the room for manoeuvre, stored or as it is being typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.kit.dates import format_date
from negoce.kit.money import format_money_exact
from negoce.kit.worked import CannotWork, Step, Worked
from negoce.negotiation.rules.bargaining import Zone, agreement_zone, own_margin
from negoce.negotiation.rules.bargaining_values import AMOUNTS, THEIRS
from negoce.negotiation.words.bargaining import CONFIDENCE, MESSAGES, PRICES, say
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language, write_figures
from negoce.web.bargaining.scale import NARROW, WIDE, Scale, scale_of


def room_context(values: Mapping[str, object], currency: str) -> Mapping[str, object]:
    """The scale, what it says in words, and each price in a table; `values` by field name."""
    prices = {name: value for name in AMOUNTS if isinstance(value := values.get(name), Decimal)}
    zone = _zone(prices)
    return {
        "scales": [
            {"width": width, **_drawn(scale, currency)}
            for width, apart in (("wide", WIDE), ("narrow", NARROW))
            if (scale := scale_of(prices, apart)) is not None
        ],
        "zone": zone_words(zone.value, currency) if zone else "",
        "zone_missing": zone is not None and not zone.value.exists,
        "said": _said(prices, zone),
        "price_columns": [
            TableColumn(_("Prix")),
            TableColumn(_("Montant HT"), numeric=True),
            TableColumn(_("D’où il vient")),
        ],
        "price_rows": [
            {
                "label": str(PRICES[name]),
                "amount": format_money_exact(amount, reader_language(), currency),
                "about": _about(values, name),
            }
            for name, amount in prices.items()
        ],
        "alternative": str(values.get("alternative") or ""),
    }


def zone_words(zone: Zone, currency: str) -> str:
    """« zone d’accord 44 500 € – 47 200 € », or that there is none."""
    if not zone.exists:
        return _("pas de zone d’accord")
    language = reader_language()
    figures = {
        "low": format_money_exact(zone.low, language, currency),
        "high": format_money_exact(zone.high, language, currency),
    }
    return _("zone d’accord %(low)s – %(high)s") % figures


def _zone(prices: Mapping[str, Decimal]) -> Worked[Zone] | None:
    if "our_reserve" not in prices or "their_reserve" not in prices:
        return None
    return agreement_zone(prices["our_reserve"], prices["their_reserve"])


def _said(prices: Mapping[str, Decimal], zone: Worked[Zone] | None) -> Sequence[str]:
    found = [_step(each) for each in zone.steps] if zone else []
    if "our_opening" in prices and "our_reserve" in prices:
        try:
            found += [_step(each) for each in own_margin(prices["our_opening"], prices["our_reserve"]).steps]
        except CannotWork as refused:
            found.append(say(refused.finding))
    return found


def _step(step: Step) -> str:
    return str(MESSAGES[step.code]) % write_figures(step.figures, reader_language())


def _drawn(scale: Scale, currency: str) -> Mapping[str, object]:
    return {
        "ticks": [
            {
                "key": each.key,
                "x": f"{each.x}%",
                "label": str(PRICES[each.key]),
                "label_y": each.label_y,
                "amount": format_money_exact(each.amount, reader_language(), currency),
                "amount_y": each.amount_y,
            }
            for each in scale.ticks
        ],
        "zone_x": f"{scale.zone[0]}%" if scale.zone else "",
        "zone_width": f"{scale.zone[1]}%" if scale.zone else "",
        "bar_y": scale.bar_y,
        "tick_y": scale.bar_y - 9,
        "tick_end": scale.bar_y + 21,
        "height": scale.height,
    }


def _about(values: Mapping[str, object], name: str) -> str:
    """« probable · Mme Martin · 12 nov. 2026 » of a price of theirs."""
    if name not in THEIRS:
        return ""
    day = values.get(f"{name}_on")
    parts = [
        str(CONFIDENCE[str(values.get(f"{name}_confidence") or "low")]),
        str(values.get(f"{name}_source") or ""),
        format_date(day, reader_language()) if isinstance(day, date) else "",
    ]
    return " · ".join(part for part in parts if part)
