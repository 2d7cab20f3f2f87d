"""The measures of a customer as questions: visits and share of wallet."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues
from negoce.portfolio.rules.visit_results import VisitResults, cost_per_visit, visit_results
from negoce.portfolio.rules.wallet import Wallet, wallet
from negoce.portfolio.steering.action_calculators import ACTION_CALCULATORS
from negoce.portfolio.steering.calculators import CALCULATORS as STEERING_CALCULATORS
from negoce.portfolio.steering.calculators import ZERO, percent
from negoce.portfolio.words import MESSAGES

_MONEY, _WHOLE = InputKind.MONEY, InputKind.WHOLE


def _visits(given: Given, _values: DatedValues) -> Worked[VisitResults]:
    each = cost_per_visit(yearly_cost=given["yearly_cost"], visits=given["visits_of_salesperson"])
    return visit_results(
        revenue=given["revenue"], margin=given["margin"], visits=given["visits"], visit_cost=each
    )


def _wallet(given: Given, _values: DatedValues) -> Worked[Wallet]:
    return wallet(sales=given["sales"], purchases=given["purchases"], accessible=given["accessible"])


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
        show=attributes("revenue", "margin", "cost", "net"),
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
            percent("accessible", _("Part accessible (%)"), required=False),
        ),
        work=_wallet,
        show=attributes("share", "potential"),
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
