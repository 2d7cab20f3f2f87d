"""The rules of tenders as questions: procedure, times, grid, simulation, whether to go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import CannotWork, Worked
from negoce.negotiation.calculators.tender_price import MOST_MONEY, PRICE_CALCULATORS
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind
from negoce.negotiation.rules.tender_deadline import Call, Times, minimum_times
from negoce.negotiation.rules.tender_go import NOTES, GoFound, go_no_go
from negoce.negotiation.rules.tender_grid import Criterion, GridLine, comparison_grid
from negoce.negotiation.rules.tender_procedure import ProcedureFound, procedure
from negoce.negotiation.rules.tender_simulation import PricedItem, SimulatedOffer, simulation_grid
from negoce.negotiation.words.tender import (
    BUYER_KINDS,
    CALL_KINDS,
    GO_NOTES,
    NEED_KINDS,
    PROCEDURES,
    PUBLICITIES,
    TENDER_MESSAGES,
)
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues

ZERO, TEN, HUNDRED = Decimal(0), Decimal(10), Decimal(100)
_LETTERS = "abcd"
_SCENARIOS = {"one": "1", "two": "2", "three": "3"}


def _procedure(given: Given, _values: DatedValues) -> Worked[ProcedureFound]:
    return procedure(
        given["amount"],
        buyer=BuyerKind(given["buyer"]),
        need=NeedKind(given["need"]),
        starts_on=given["starts_on"],
        lots=[row["lot"] for row in given["lots"] or ()],
    )


def _show_procedure(found: ProcedureFound) -> Mapping[str, object]:
    return {
        "procedure": found.procedure,
        "publicity": found.publicity,
        "most_turnover": found.most_turnover,
        "small_lots": ", ".join(str(place + 1) for place in found.small_lots),
    }


def _times(given: Given, _values: DatedValues) -> Worked[Times]:
    return minimum_times(
        Call(
            kind=CallKind(given["kind"]),
            sent_on=given["sent_on"],
            electronic=given["electronic"],
            shortened=given["shortened"],
            invited_on=given["invited_on"],
            offers_until=given["offers_until"],
        )
    )


def _present(rows: Sequence[Mapping[str, Any]], prefix: str, keys: Iterable[str]) -> list[str]:
    """The keys, after their prefix, of the columns that any row fills in."""
    return [key for key in keys if any(row[f"{prefix}_{key}"] is not None for row in rows)]


def _grid(given: Given, _values: DatedValues) -> Worked[tuple[GridLine, ...]]:
    rows = given["criteria"]
    offers = _present(rows, "note", _LETTERS)
    criteria = [
        Criterion(row["name"], row["weight"], tuple(row[f"note_{offer}"] for offer in offers)) for row in rows
    ]
    return comparison_grid([offer.upper() for offer in offers], criteria)


def _show_grid(lines: tuple[GridLine, ...]) -> Mapping[str, object]:
    return {
        "first": ", ".join(line.offer for line in lines if line.rank == 1),
        "total": lines[0].total,
        "grid": [asdict(line) for line in lines],
    }


def _simulation(given: Given, _values: DatedValues) -> Worked[tuple[SimulatedOffer, ...]]:
    rows = given["items"]
    suppliers, scenarios = _present(rows, "price", _LETTERS[:3]), _present(rows, "quantity", _SCENARIOS)
    items = [
        PricedItem(
            row["name"],
            tuple(row[f"price_{supplier}"] for supplier in suppliers),
            tuple(row[f"quantity_{scenario}"] or ZERO for scenario in scenarios),
        )
        for row in rows
    ]
    return simulation_grid(
        [each.upper() for each in suppliers], [_SCENARIOS[each] for each in scenarios], items
    )


def _show_simulation(lines: tuple[SimulatedOffer, ...]) -> Mapping[str, object]:
    return {
        "cheapest": ", ".join(
            line.supplier for line in lines if line.scenario == lines[0].scenario and line.rank == 1
        ),
        "cost": lines[0].cost,
        "simulation": [asdict(line) for line in lines],
    }


def _go(given: Given, _values: DatedValues) -> Worked[GoFound]:
    if any(given[name] is None for name in NOTES):
        raise CannotWork("go.note_missing")
    return go_no_go({name: given[name] for name in NOTES})


def _number(key: str, label: object, *, required: bool = True, highest: Decimal = MOST_MONEY) -> Input:
    return Input(key, label, InputKind.NUMBER, required=required, lowest=ZERO, highest=highest)


def _choice(key: str, label: object, words: Mapping[str, Any]) -> Input:
    return Input(key, label, InputKind.CHOICE, choices=[(str(value), said) for value, said in words.items()])


TENDER_CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-S8",
        ask="tender-procedure",
        title=_("Procédure d’un marché public"),
        source="CCP art. L2124-1, R2122-8",
        inputs=(
            _choice("buyer", _("Acheteur"), BUYER_KINDS),
            _choice("need", _("Achat"), NEED_KINDS),
            Input(
                "amount",
                _("Montant HT du besoin entier"),
                InputKind.MONEY,
                lowest=Decimal("0.01"),
                highest=MOST_MONEY,
                note=_("Tous lots et reconductions compris."),
            ),
            Input("starts_on", _("Consultation lancée le"), InputKind.DATE),
            Input(
                "lots",
                _("Lots"),
                InputKind.ROWS,
                required=False,
                columns=(
                    Input("lot", _("Montant HT du lot"), InputKind.MONEY, lowest=ZERO, highest=MOST_MONEY),
                ),
                note=_(
                    "Pour savoir lesquels peuvent passer en procédure adaptée ; leur somme fait le montant."
                ),
            ),
        ),
        work=_procedure,
        show=_show_procedure,
        results=(
            Result("procedure", _("Procédure"), ResultUnit.TEXT, main=True, words=PROCEDURES),
            Result("publicity", _("Publicité du marché"), ResultUnit.TEXT, words=PUBLICITIES),
            Result("most_turnover", _("Chiffre d’affaires exigible au plus"), ResultUnit.MONEY),
            Result("small_lots", _("Lots qui peuvent être adaptés"), ResultUnit.TEXT),
        ),
        messages=TENDER_MESSAGES,
        example={
            "buyer": "local",
            "need": "supplies",
            "amount": Decimal(120_000),
            "starts_on": date(2026, 5, 4),
        },
    ),
    Calculator(
        rule="R-S9",
        ask="tender-times",
        title=_("Délais minimaux d’un appel d’offres"),
        source="CCP art. R2161-2 à R2161-8",
        inputs=(
            _choice("kind", _("Forme"), CALL_KINDS),
            Input("sent_on", _("Avis envoyé le"), InputKind.DATE),
            Input("electronic", _("Offres électroniques"), InputKind.YES_NO, required=False, default=True),
            Input(
                "shortened",
                _("Urgence ou avis de préinformation"),
                InputKind.YES_NO,
                required=False,
                default=False,
            ),
            Input(
                "invited_on",
                _("Invitation envoyée le"),
                InputKind.DATE,
                required=False,
                note=_("Pour un appel d’offres restreint : d’elle part le délai des offres."),
            ),
            Input(
                "offers_until",
                _("Date donnée par l’acheteur"),
                InputKind.DATE,
                required=False,
                note=_("Pour la comparer au délai minimal."),
            ),
        ),
        work=_times,
        show=attributes("applications", "offers", "respected"),
        results=(
            Result("offers", _("Offres : pas avant la fin du"), ResultUnit.DATE, main=True),
            Result("applications", _("Candidatures : pas avant la fin du"), ResultUnit.DATE),
            Result("respected", _("Délai respecté"), ResultUnit.YES_NO),
        ),
        messages=TENDER_MESSAGES,
        example={"kind": "open", "sent_on": date(2026, 3, 2), "electronic": True},
    ),
    *PRICE_CALCULATORS,
    Calculator(
        rule="R-S6",
        ask="comparison-grid",
        title=_("Grille de comparaison d’offres"),
        inputs=(
            Input(
                "criteria",
                _("Critères"),
                InputKind.ROWS,
                columns=(
                    Input("name", _("Critère"), InputKind.TEXT),
                    Input("weight", _("Poids (%)"), InputKind.PERCENT, lowest=ZERO, highest=HUNDRED),
                    *(
                        _number(f"note_{letter}", letter.upper(), required=False, highest=HUNDRED)
                        for letter in _LETTERS
                    ),
                ),
                note=_("Les poids font 100. Une offre sans aucune note ne compte pas."),
            ),
        ),
        work=_grid,
        show=_show_grid,
        results=(
            Result("first", _("Offre première"), ResultUnit.TEXT, main=True),
            Result("total", _("Sa note"), ResultUnit.NUMBER),
        ),
        messages=TENDER_MESSAGES,
        example={
            "criteria": [
                {"name": name, "weight": Decimal(weight), "note_a": Decimal(a), "note_b": Decimal(b)}
                for name, weight, a, b in (
                    ("Prix", 40, "9", "7.5"),
                    ("Qualité", 35, "7", "8.5"),
                    ("Délai", 15, "8", "6"),
                    ("Service", 10, "6", "8"),
                )
            ]
        },
    ),
    Calculator(
        rule="R-S7",
        ask="simulation-grid",
        title=_("Coût simulé d’un bordereau de prix"),
        inputs=(
            Input(
                "items",
                _("Lignes du bordereau"),
                InputKind.ROWS,
                columns=(
                    Input("name", _("Article"), InputKind.TEXT),
                    *(
                        _number(f"quantity_{place}", label, required=place == "one")
                        for place, label in zip(
                            _SCENARIOS, (_("Quantité 1"), _("Quantité 2"), _("Quantité 3")), strict=True
                        )
                    ),
                    *(
                        Input(
                            f"price_{letter}",
                            label,
                            InputKind.MONEY,
                            required=letter == "a",
                            lowest=ZERO,
                            highest=MOST_MONEY,
                        )
                        for letter, label in zip(
                            _LETTERS, (_("Prix A"), _("Prix B"), _("Prix C")), strict=False
                        )
                    ),
                ),
                note=_("Une quantité est un scénario, un prix un fournisseur ; une quantité vide vaut zéro."),
            ),
        ),
        work=_simulation,
        show=_show_simulation,
        results=(
            Result("cheapest", _("Le moins cher au scénario 1"), ResultUnit.TEXT, main=True),
            Result("cost", _("Son coût HT"), ResultUnit.MONEY),
        ),
        messages=TENDER_MESSAGES,
        example={
            "items": [
                {
                    "name": name,
                    "quantity_one": Decimal(usual),
                    "quantity_two": Decimal(other),
                    "price_a": Decimal(ours),
                    "price_b": Decimal(theirs),
                }
                for name, usual, other, ours, theirs in (
                    ("Film", 500, 400, "12.40", "12.10"),
                    ("Palette", 40, 60, "86", "92"),
                    ("Banderoleuse", 2, 2, "1250", "1300"),
                )
            ]
        },
    ),
    Calculator(
        rule="R-S7",
        ask="go-no-go",
        title=_("Répondre ou non à un appel d’offres"),
        inputs=tuple(
            Input(
                name,
                GO_NOTES[name],
                InputKind.NUMBER,
                lowest=ZERO,
                highest=TEN,
            )
            for name in NOTES
        ),
        work=_go,
        show=lambda found: {"go": found.go, "mean": found.mean},
        results=(
            Result("go", _("Répondre"), ResultUnit.YES_NO, main=True),
            Result("mean", _("Moyenne des neuf notes"), ResultUnit.NUMBER),
        ),
        messages=TENDER_MESSAGES,
        example=dict(
            zip(NOTES, (Decimal(note) for note in ("8", "7", "9", "6", "5", "7", "8", "6", "7")), strict=True)
        ),
    ),
)
