"""The price of an offer as questions: the note it gets, and the highest that wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.negotiation.rules.tender_price_note import USUAL_SLOPE, PriceMethod, price_notes
from negoce.negotiation.rules.tender_winning_price import Grading, Guess, WinningPrice, winning_prices
from negoce.negotiation.words.tender import PRICE_METHODS, TENDER_MESSAGES
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

ZERO, TEN, HUNDRED = Decimal(0), Decimal(10), Decimal(100)
MOST_MONEY = Decimal(100_000_000_000)
_Notes = tuple[tuple[str, Decimal, Decimal], ...]


def _price_notes(given: Given, _values: DatedValues) -> Worked[_Notes]:
    rows = given["offers"]
    prices = [row["price"] for row in rows]
    found = price_notes(
        prices, highest=given["highest"], method=PriceMethod(given["method"]), slope=given["slope"]
    )
    named = [row["name"] or str(number) for number, row in enumerate(rows, 1)]
    return Worked(tuple(zip(named, prices, found.value, strict=True)), found.steps, found.findings)


def _show_notes(notes: _Notes) -> Mapping[str, object]:
    lowest = min(notes, key=lambda each: each[1])
    lines = [{"offer": name, "price": price, "note": note} for name, price, note in notes]
    return {"cheapest": lowest[0], "best": lowest[2], "price_notes": lines}


def _winning(given: Given, _values: DatedValues) -> Worked[tuple[WinningPrice, ...]]:
    grading = Grading(given["weight"], given["highest"], PriceMethod(given["method"]), given["slope"])
    guesses = [
        Guess(row["name"] or f"{_('concurrent')} {number}", row["price"], row["quality"])
        for number, row in enumerate(given["guesses"], 1)
    ]
    return winning_prices(guesses, quality=given["quality"], grading=grading, cost=given["cost"])


def _show_winning(found: tuple[WinningPrice, ...]) -> Mapping[str, object]:
    against_all = found[-1]
    return {
        "price": against_all.price,
        "margin": against_all.margin,
        "rate": against_all.rate,
        "winning": [{**asdict(each), "name": each.name or str(_("Tous à la fois"))} for each in found],
    }


def _method() -> Input:
    words = [(str(value), said) for value, said in PRICE_METHODS.items()]
    return Input("method", _("Méthode de l’acheteur"), InputKind.CHOICE, choices=words)


def _highest() -> Input:
    return Input(
        "highest",
        _("Note la plus haute"),
        InputKind.NUMBER,
        required=False,
        default=TEN,
        lowest=Decimal("0.01"),
        highest=Decimal(1000),
    )


def _slope() -> Input:
    return Input(
        "slope",
        "n",
        InputKind.NUMBER,
        required=False,
        default=USUAL_SLOPE,
        lowest=ZERO,
        highest=HUNDRED,
        note=_("Méthode sur le plus bas : un prix n fois le plus bas n’a plus de point."),
    )


def _price(key: str, label: Any, *, required: bool = True) -> Input:
    return Input(key, label, InputKind.MONEY, required=required, lowest=ZERO, highest=MOST_MONEY)


def _note(key: str, label: Any) -> Input:
    return Input(key, label, InputKind.NUMBER, lowest=ZERO, highest=Decimal(1000))


PRICE_CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-S5",
        ask="price-note",
        title=_("Note du prix d’une offre"),
        inputs=(
            _method(),
            _highest(),
            _slope(),
            Input(
                "offers",
                _("Offres"),
                InputKind.ROWS,
                columns=(
                    Input("name", _("Offre"), InputKind.TEXT, required=False),
                    _price("price", _("Prix HT")),
                ),
            ),
        ),
        work=_price_notes,
        show=_show_notes,
        results=(
            Result("cheapest", _("Meilleure note"), ResultUnit.TEXT, main=True),
            Result("best", _("Sa note"), ResultUnit.NUMBER),
        ),
        messages=TENDER_MESSAGES,
        example={
            "method": "classic",
            "highest": TEN,
            "offers": [
                {"name": name, "price": Decimal(price)}
                for name, price in (("A", 90_000), ("B", 100_000), ("C", 120_000))
            ],
        },
    ),
    Calculator(
        rule="R-S5",
        ask="winning-price",
        title=_("Quel prix gagne l’appel d’offres"),
        inputs=(
            Input("weight", _("Poids du prix (%)"), InputKind.PERCENT, lowest=ZERO, highest=HUNDRED),
            _method(),
            _highest(),
            _slope(),
            Input(
                "quality",
                _("Notre note hors prix"),
                InputKind.NUMBER,
                lowest=ZERO,
                highest=Decimal(1000),
                note=_("Sur la même échelle que la note du prix."),
            ),
            _price("cost", _("Notre coût HT"), required=False),
            Input(
                "guesses",
                _("Offres supposées des concurrents"),
                InputKind.ROWS,
                columns=(
                    Input("name", _("Concurrent"), InputKind.TEXT, required=False),
                    _price("price", _("Prix HT")),
                    _note("quality", _("Note hors prix")),
                ),
            ),
        ),
        work=_winning,
        show=_show_winning,
        results=(
            Result("price", _("Prix le plus haut qui gagne"), ResultUnit.MONEY, main=True),
            Result("margin", _("Marge"), ResultUnit.MONEY),
            Result("rate", _("Marge sur le prix"), ResultUnit.PERCENT),
        ),
        messages=TENDER_MESSAGES,
        example={
            "weight": Decimal(40),
            "method": "classic",
            "highest": TEN,
            "quality": Decimal("8.5"),
            "cost": Decimal(82_000),
            "guesses": [
                {"name": "Alpha", "price": Decimal(95_000), "quality": Decimal(8)},
                {"name": "Bêta", "price": Decimal(88_000), "quality": Decimal(7)},
            ],
        },
    ),
)
