"""The measures of a customer as questions: visits and share of wallet."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues
from negoce.portfolio.rules.visit_results import VisitResults, cost_per_visit, visit_results
from negoce.portfolio.rules.wallet import Wallet, wallet
from negoce.portfolio.steering.action_calculators import ACTION_CALCULATORS
from negoce.portfolio.steering.calculators import CALCULATORS as STEERING_CALCULATORS
from negoce.portfolio.words import MESSAGES

ZERO, HUNDRED = Decimal(0), Decimal(100)
_MONEY, _PERCENT, _WHOLE = InputKind.MONEY, InputKind.PERCENT, InputKind.WHOLE


def _visits(given: Given, _values: DatedValues) -> Worked[VisitResults]:
    each = cost_per_visit(yearly_cost=given["yearly_cost"], visits=given["visits_of_salesperson"])
    return visit_results(
        revenue=given["revenue"], margin=given["margin"], visits=given["visits"], visit_cost=each
    )


def _wallet(given: Given, _values: DatedValues) -> Worked[Wallet]:
    return wallet(sales=given["sales"], purchases=given["purchases"], accessible=given["accessible"])


def _show_visits(found: VisitResults) -> Mapping[str, object]:
    return {"revenue": found.revenue, "margin": found.margin, "cost": found.cost, "net": found.net}


def _show_wallet(found: Wallet) -> Mapping[str, object]:
    return {"share": found.share, "potential": found.potential}


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-M1",
        ask="visit-results",
        title=_("Rentabilité des visites d’un client"),
        source="",
        inputs=(
            Input("yearly_cost", _("Coût annuel d’un commercial"), _MONEY, lowest=ZERO),
            Input("visits_of_salesperson", _("Visites qu’il fait dans l’année"), _WHOLE, lowest=ZERO),
            Input("revenue", _("CA HT du client sur l’année"), _MONEY),
            Input("margin", _("Marge du client sur l’année"), _MONEY),
            Input("visits", _("Visites au client"), _WHOLE, lowest=ZERO),
        ),
        work=_visits,
        show=_show_visits,
        results=(
            Result("revenue", _("CA par visite"), ResultUnit.MONEY),
            Result("margin", _("Marge par visite"), ResultUnit.MONEY),
            Result("cost", _("Coût des visites"), ResultUnit.MONEY),
            Result("net", _("Marge après visites"), ResultUnit.MONEY, main=True),
        ),
        messages=MESSAGES,
        example={
            "yearly_cost": Decimal(72_000),
            "visits_of_salesperson": 800,
            "revenue": Decimal(21_000),
            "margin": Decimal(6_300),
            "visits": 14,
        },
    ),
    Calculator(
        rule="R-M2",
        ask="wallet",
        title=_("Part dans les achats d’un client"),
        source="",
        inputs=(
            Input("sales", _("Nos ventes HT par an"), _MONEY, lowest=ZERO),
            Input("purchases", _("Ses achats HT par an"), _MONEY, lowest=ZERO),
            Input(
                "accessible",
                _("Part accessible (%)"),
                _PERCENT,
                required=False,
                lowest=ZERO,
                highest=HUNDRED,
            ),
        ),
        work=_wallet,
        show=_show_wallet,
        results=(
            Result("share", _("Notre part"), ResultUnit.PERCENT, main=True),
            Result("potential", _("Reste à gagner"), ResultUnit.MONEY),
        ),
        messages=MESSAGES,
        example={"sales": Decimal(36_000), "purchases": Decimal(120_000), "accessible": Decimal(70)},
    ),
    *STEERING_CALCULATORS,
    *ACTION_CALCULATORS,
)
