"""Room for manoeuvre, plan of concessions, volume that offsets a discount, as questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.negotiation.rules.bargaining import (
    DEFAULT_RATIO,
    MOST_STEPS,
    Zone,
    agreement_zone,
    concession_shares,
    own_margin,
)
from negoce.negotiation.rules.offsetting_volume import offsetting_volume
from negoce.negotiation.words.bargaining import MESSAGES
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

_ZERO, _HUNDRED = Decimal(0), Decimal(100)
_MONEY, _PERCENT = InputKind.MONEY, InputKind.PERCENT


@dataclass(frozen=True, slots=True)
class _Room:
    zone: Zone
    margin: Decimal


def _room(given: Given, _values: DatedValues) -> Worked[_Room]:
    margin = own_margin(given["opening"], given["reserve"])
    zone = agreement_zone(given["reserve"], given["their_reserve"])
    return Worked(_Room(zone.value, margin.value), (*zone.steps, *margin.steps))


def _show_room(found: _Room) -> Mapping[str, object]:
    zone = found.zone
    return {"exists": zone.exists, "width": zone.width, "gap": zone.gap, "margin": found.margin}


def _show_shares(shares: tuple[Decimal, ...]) -> Mapping[str, object]:
    rows = [{"number": number, "share": share} for number, share in enumerate(shares, start=1)]
    return {"first": shares[0], "last": shares[-1], "shares": rows}


def _amount(key: str, label: Any) -> Input:
    return Input(key, label, _MONEY, lowest=_ZERO)


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-S2",
        ask="agreement-zone",
        title=_("Zone d’accord et marge de manœuvre"),
        inputs=(
            _amount("opening", _("Notre offre HT")),
            _amount("reserve", _("Notre plancher HT")),
            _amount("their_reserve", _("Leur plafond estimé HT")),
        ),
        work=_room,
        show=_show_room,
        results=(
            Result("width", _("Largeur de la zone d’accord"), ResultUnit.MONEY, main=True),
            Result("exists", _("Un accord est possible"), ResultUnit.YES_NO),
            Result("gap", _("Écart à combler"), ResultUnit.MONEY),
            Result("margin", _("Notre marge de manœuvre"), ResultUnit.MONEY),
        ),
        messages=MESSAGES,
        example={
            "opening": Decimal(52_000),
            "reserve": Decimal(42_000),
            "their_reserve": Decimal(47_500),
        },
    ),
    Calculator(
        rule="R-S3",
        ask="concessions",
        title=_("Plan de concessions"),
        inputs=(
            _amount("total", _("Total à céder HT")),
            Input(
                "steps",
                _("Nombre de concessions"),
                InputKind.WHOLE,
                lowest=Decimal(1),
                highest=Decimal(MOST_STEPS),
            ),
            Input(
                "ratio",
                _("Rapport d’une concession à la précédente"),
                InputKind.NUMBER,
                required=False,
                default=DEFAULT_RATIO,
                lowest=Decimal("0.01"),
                highest=Decimal(1),
            ),
        ),
        work=lambda given, _values: concession_shares(given["total"], given["steps"], given["ratio"]),
        show=_show_shares,
        results=(
            Result("first", _("Première concession"), ResultUnit.MONEY, main=True),
            Result("last", _("Dernière concession"), ResultUnit.MONEY),
        ),
        messages=MESSAGES,
        example={"total": Decimal(6_000), "steps": 3},
    ),
    Calculator(
        rule="R-S4",
        ask="offsetting-volume",
        title=_("Volume qui compense une remise"),
        inputs=(
            Input(
                "margin",
                _("Taux de marge avant remise, du prix (%)"),
                _PERCENT,
                lowest=_ZERO,
                highest=_HUNDRED,
            ),
            Input("discount", _("Remise (%)"), _PERCENT, lowest=_ZERO, highest=_HUNDRED),
        ),
        work=lambda given, _values: offsetting_volume(given["margin"], given["discount"]),
        show=lambda extra: {"extra": extra},
        results=(Result("extra", _("Volume à vendre en plus"), ResultUnit.PERCENT, main=True),),
        messages=MESSAGES,
        example={"margin": Decimal(30), "discount": Decimal(5)},
    ),
)
