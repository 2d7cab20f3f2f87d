"""The rules of steering as questions: attrition, balance, value, concentration, scores, budgets."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import CannotWork, Step, Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues
from negoce.portfolio.rules.attrition import Attrition, attrition
from negoce.portfolio.rules.balance import Cover, Heads, backward, forward, needed, weighted
from negoce.portfolio.rules.concentration import Concentration, concentration
from negoce.portfolio.rules.lifetime_value import LifetimeValue, lifetime_value
from negoce.portfolio.rules.rfm import Purchases, Rfm, rfm
from negoce.portfolio.steering.words import MESSAGES

ZERO, HUNDRED, MOST = Decimal(0), Decimal(100), Decimal(10_000_000)
_MONEY, _PERCENT, _WHOLE, _ROWS = InputKind.MONEY, InputKind.PERCENT, InputKind.WHOLE, InputKind.ROWS
_EURO, _RATE, _NUMBER = ResultUnit.MONEY, ResultUnit.PERCENT, ResultUnit.NUMBER
_SHOW_COVER = attributes("incoming", "leaving", "cover", "balanced")


def heads(key: str, label: Any, *, required: bool = True) -> Input:
    """A number of customers to give; one that may be left out is 0."""
    return Input(
        key, label, _WHOLE, required=required, default=None if required else 0, lowest=ZERO, highest=MOST
    )


def percent(key: str, label: Any, *, required: bool = True) -> Input:
    """A rate from 0 to 100."""
    return Input(key, label, _PERCENT, required=required, lowest=ZERO, highest=HUNDRED)


def _attrition(given: Given, _values: DatedValues) -> Worked[Attrition]:
    return attrition(
        start=given["start"], lost=given["lost"], new=given["new"], reactivated=given["reactivated"]
    )


def _lifetime(given: Given, _values: DatedValues) -> Worked[LifetimeValue]:
    return lifetime_value(
        margin=given["margin"],
        retention=given["retention"],
        discount=given["discount"],
        years=given["years"],
        acquisition_cost=given["acquisition_cost"],
    )


def _backward(given: Given, _values: DatedValues) -> Worked[Mapping[str, object]]:
    back = backward(
        Heads(given["start"], given["new"], given["reactivated"], given["lost"]),
        mean_new=given["mean_new"],
        mean_reactivated=given["mean_reactivated"],
        lost_revenue=given["lost_revenue"],
    )
    returned = given["reactivated"] * (given["mean_reactivated"] or ZERO)
    missing = needed(
        lost_revenue=given["lost_revenue"],
        reactivated_revenue=returned,
        mean_new=given["mean_new"],
        conversion=given["conversion"],
    )
    value = {
        **_SHOW_COVER(back.value),
        "end": back.value.end,
        "needed": missing.value.customers,
        "prospects": missing.value.prospects,
    }
    return Worked(value, (*back.steps, *missing.steps), (*back.findings, *missing.findings))


def _forward(given: Given, _values: DatedValues) -> Worked[Cover]:
    prospects = [(row["revenue"], row["probability"] / HUNDRED) for row in given["prospects"]]
    customers = [(row["revenue"], 1 - row["alive"] / HUNDRED) for row in given["customers"]]
    return forward(expected=weighted(prospects), at_risk=weighted(customers))


def _concentration(given: Given, _values: DatedValues) -> Worked[Concentration]:
    return concentration([row["revenue"] for row in given["customers"]])


def _rfm(given: Given, _values: DatedValues) -> Worked[list[Rfm]]:
    rows = given["customers"]
    if not rows:
        raise CannotWork("rfm.nobody")
    found = rfm([Purchases(row["recency"], row["orders"], row["net"]) for row in rows])
    steps = tuple(
        Step(
            "rfm.scores",
            {
                "customers": len(rows),
                "recency": each.recency,
                "frequency": each.frequency,
                "money": each.money,
                "segment": each.segment,
            },
        )
        for each in found
    )
    return Worked(list(found), steps)


def _show_rfm(found: list[Rfm]) -> Mapping[str, object]:
    return {"segments": ", ".join(each.segment for each in found)}


_COVER = (
    Result("cover", _("Couverture"), _RATE, main=True),
    Result("incoming", _("Ce qui entre par an"), _EURO),
    Result("leaving", _("Ce qui part par an"), _EURO),
    Result("balanced", _("Équilibré"), ResultUnit.YES_NO),
)
_CUSTOMERS = _("Clients")

CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-F3",
        ask="attrition",
        title=_("Attrition et fidélisation"),
        inputs=(
            heads("start", _("Clients au début")),
            heads("lost", _("Perdus")),
            heads("new", _("Nouveaux"), required=False),
            heads("reactivated", _("Revenus"), required=False),
        ),
        work=_attrition,
        show=attributes("attrition", "retention", "lifetime", "end"),
        results=(
            Result("attrition", _("Taux d’attrition"), _RATE, main=True),
            Result("retention", _("Taux de fidélisation"), _RATE),
            Result("lifetime", _("Durée moyenne, en périodes"), _NUMBER),
            Result("end", _("Clients à la fin"), _NUMBER),
        ),
        messages=MESSAGES,
        example={"start": 320, "lost": 24, "new": 0, "reactivated": 0},
    ),
    Calculator(
        rule="R-F4",
        ask="lifetime-value",
        title=_("Valeur vie d’un client"),
        inputs=(
            Input("margin", _("Marge par an"), _MONEY),
            percent("retention", _("Fidélisation par an (%)")),
            percent("discount", _("Actualisation par an (%)")),
            Input(
                "years", _("Nombre d’années, sinon sans limite"), _WHOLE, required=False, lowest=Decimal(1),
                highest=HUNDRED,
            ),
            Input("acquisition_cost", _("Coût d’acquisition"), _MONEY, required=False, lowest=ZERO),
        ),
        work=_lifetime,
        show=attributes("value", "net"),
        results=(
            Result("value", _("Valeur vie"), _EURO, main=True),
            Result("net", _("Une fois l’acquisition payée"), _EURO),
        ),
        messages=MESSAGES,
        example={"margin": Decimal(1_200), "retention": Decimal(80), "discount": Decimal(10), "years": 3},
    ),
    Calculator(
        rule="R-F5",
        ask="balance",
        title=_("Équilibre du portefeuille"),
        inputs=(
            heads("start", _("Clients au début")),
            heads("new", _("Nouveaux")),
            heads("reactivated", _("Revenus")),
            heads("lost", _("Perdus")),
            Input("mean_new", _("CA HT par an d’un nouveau client"), _MONEY, required=False, lowest=ZERO),
            Input("mean_reactivated", _("CA HT par an d’un client revenu"), _MONEY, required=False, lowest=ZERO),
            Input("lost_revenue", _("CA HT perdu, sur l’année d’avant"), _MONEY, lowest=ZERO),
            percent("conversion", _("Prospects qui deviennent clients (%)"), required=False),
        ),
        work=_backward,
        show=dict,
        results=(
            *_COVER,
            Result("end", _("Clients à la fin"), _NUMBER),
            Result("needed", _("Nouveaux clients nécessaires"), _NUMBER),
            Result("prospects", _("Prospects nécessaires"), _NUMBER),
        ),
        messages=MESSAGES,
        example={
            "start": 320,
            "new": 30,
            "reactivated": 6,
            "lost": 24,
            "mean_new": Decimal(2_600),
            "mean_reactivated": Decimal(2_500),
            "lost_revenue": Decimal(96_000),
            "conversion": Decimal(8),
        },
    ),
    Calculator(
        rule="R-F5",
        ask="balance-forward",
        title=_("Équilibre à venir du portefeuille"),
        inputs=(
            Input(
                "prospects",
                _("Prospects ouverts"),
                _ROWS,
                columns=(
                    Input("revenue", _("CA HT attendu par an"), _MONEY, lowest=ZERO),
                    percent("probability", _("Probabilité (%)")),
                ),
            ),
            Input(
                "customers",
                _CUSTOMERS,
                _ROWS,
                columns=(
                    Input("revenue", _("CA HT par an"), _MONEY, lowest=ZERO),
                    percent("alive", _("Probabilité qu’il reste (%)")),
                ),
            ),
        ),
        work=_forward,
        show=_SHOW_COVER,
        results=_COVER,
        messages=MESSAGES,
        example={
            "prospects": [
                {"revenue": Decimal(12_000), "probability": Decimal(40)},
                {"revenue": Decimal(5_000), "probability": Decimal(20)},
            ],
            "customers": [
                {"revenue": Decimal(30_000), "alive": Decimal(90)},
                {"revenue": Decimal(8_000), "alive": Decimal(50)},
            ],
        },
    ),
    Calculator(
        rule="R-F7",
        ask="concentration",
        title=_("Concentration du portefeuille"),
        inputs=(
            Input("customers", _CUSTOMERS, _ROWS, columns=(Input("revenue", _("CA HT"), _MONEY),)),
        ),
        work=_concentration,
        show=attributes("gini", "hhi", "equivalent", "largest", "top", "alert"),
        results=(
            Result("equivalent", _("Nombre équivalent de clients"), _NUMBER, main=True),
            Result("hhi", _("Indice HHI"), _NUMBER),
            Result("gini", _("Indice de Gini"), _NUMBER),
            Result("largest", _("Part du plus gros client"), _RATE),
            Result("top", _("Part des cinq premiers"), _RATE),
            Result("alert", _("Trop dépendant"), ResultUnit.YES_NO),
        ),
        messages=MESSAGES,
        example={"customers": [{"revenue": Decimal(each)} for each in (50_000, 20_000, 12_000, 8_000, 6_000, 4_000)]},
    ),
    Calculator(
        rule="R-F8",
        ask="rfm",
        title=_("Notes RFM"),
        inputs=(
            Input(
                "customers",
                _CUSTOMERS,
                _ROWS,
                columns=(
                    Input("recency", _("Jours depuis la dernière commande"), _WHOLE, lowest=ZERO),
                    Input("orders", _("Commandes en 12 mois"), _WHOLE, lowest=ZERO),
                    Input("net", _("CA HT en 12 mois"), _MONEY),
                ),
            ),
        ),
        work=_rfm,
        show=_show_rfm,
        results=(Result("segments", _("Récence, fréquence, montant"), ResultUnit.TEXT, main=True),),
        messages=MESSAGES,
        example={
            "customers": [
                {"recency": 5, "orders": 10, "net": Decimal(9_000)},
                {"recency": 40, "orders": 3, "net": Decimal(2_500)},
                {"recency": 12, "orders": 6, "net": Decimal(7_000)},
                {"recency": 90, "orders": 3, "net": Decimal(4_000)},
                {"recency": 200, "orders": 1, "net": Decimal(300)},
            ]
        },
    ),
)  # fmt: skip
