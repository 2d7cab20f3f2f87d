"""R-P5 and R-P6 as questions: what a customer costs, and the contacts that orders need."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues
from negoce.prospecting.rules.channel_cost import Acquisition, acquisition
from negoce.prospecting.rules.plan_work_back import Rates, WorkBack, work_back
from negoce.prospecting.words.plan import PLAN_MESSAGES

ZERO, HUNDRED, MOST = Decimal(0), Decimal(100), Decimal(10_000_000)
_COSTS = ("pay", "tools", "media", "subcontracting")


def _acquisition(given: Given, _values: DatedValues) -> Worked[Acquisition]:
    costs = [given[key] or ZERO for key in _COSTS]
    return acquisition(costs, given["customers"], yearly_margin=given["margin"])


def _work_back(given: Given, _values: DatedValues) -> Worked[WorkBack]:
    rates = Rates(given["quote_rate"], given["meeting_rate"], given["contact_rate"])
    return work_back(given["orders"], rates, segment=given["segment"])


def _cost(key: str, label: object) -> Input:
    return Input(key, label, InputKind.MONEY, required=False, default=ZERO, lowest=ZERO, highest=MOST)


def _rate(key: str, label: object) -> Input:
    return Input(key, label, InputKind.PERCENT, lowest=ZERO, highest=HUNDRED)


PLAN_CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-P5",
        ask="acquisition-cost",
        title=_("Coût d’acquisition d’un client"),
        inputs=(
            _cost("pay", _("Temps passé (salaires)")),
            _cost("tools", _("Outils")),
            _cost("media", _("Supports, stands, fichiers")),
            _cost("subcontracting", _("Sous-traitance")),
            Input("customers", _("Clients gagnés"), InputKind.WHOLE, lowest=ZERO, highest=MOST),
            Input(
                "margin", _("Marge par client et par an"), InputKind.MONEY, required=False, lowest=ZERO, highest=MOST
            ),
        ),
        work=_acquisition,
        show=attributes("cost", "each", "payback_months"),
        results=(
            Result("cost", _("Coûts"), ResultUnit.MONEY),
            Result("each", _("Coût d’un client"), ResultUnit.MONEY, main=True),
            Result("payback_months", _("Mois pour le rembourser"), ResultUnit.NUMBER),
        ),
        messages=PLAN_MESSAGES,
        example={
            "pay": Decimal(6_000), "tools": Decimal(2_400), "media": ZERO, "subcontracting": ZERO,
            "customers": 12, "margin": Decimal(1_400),
        },
    ),
    Calculator(
        rule="R-P6",
        ask="prospecting-plan",
        title=_("Contacts à prendre pour des commandes voulues"),
        inputs=(
            Input("orders", _("Commandes voulues"), InputKind.WHOLE, lowest=ZERO, highest=MOST),
            _rate("quote_rate", _("Devis qui deviennent commandes (%)")),
            _rate("meeting_rate", _("Rendez-vous qui donnent un devis (%)")),
            _rate("contact_rate", _("Contacts qui donnent un rendez-vous (%)")),
            Input(
                "segment", _("Entreprises de la cible"), InputKind.WHOLE, required=False, lowest=ZERO, highest=MOST
            ),
        ),
        work=_work_back,
        show=attributes("quotes", "meetings", "contacts", "each", "rate"),
        results=(
            Result("quotes", _("Devis"), ResultUnit.NUMBER),
            Result("meetings", _("Rendez-vous"), ResultUnit.NUMBER),
            Result("contacts", _("Contacts"), ResultUnit.NUMBER, main=True),
            Result("each", _("Contacts par client"), ResultUnit.NUMBER),
            Result("rate", _("Transformation du contact à la commande"), ResultUnit.PERCENT),
        ),
        messages=PLAN_MESSAGES,
        example={
            "orders": 12, "quote_rate": Decimal(25), "meeting_rate": Decimal(50), "contact_rate": Decimal(12),
            "segment": None,
        },
    ),
)  # fmt: skip
