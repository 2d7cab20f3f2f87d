"""The rules of budgets and actions as questions: workload, return, recall, attitude, pay-back of a new customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Step, Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit, attributes
from negoce.parameters.rules.dated_values import DatedValues
from negoce.portfolio.rules.attitude import AttitudeFacts, AttitudeStanding, attitude
from negoce.portfolio.rules.break_even import BreakEven, break_even
from negoce.portfolio.rules.recall import Recall, recall
from negoce.portfolio.rules.sales_force import SalesForce, VisitGroup, sales_force
from negoce.portfolio.rules.status_budget import BudgetResult, status_budget
from negoce.portfolio.steering.attitude_words import LEVELS
from negoce.portfolio.steering.calculators import HUNDRED, ZERO, heads, percent
from negoce.portfolio.steering.words import MESSAGES

_MONEY, _NUMBERS, _WHOLE, _ROWS = InputKind.MONEY, InputKind.NUMBER, InputKind.WHOLE, InputKind.ROWS
_EURO, _RATE, _NUMBER = ResultUnit.MONEY, ResultUnit.PERCENT, ResultUnit.NUMBER


def _force(given: Given, _values: DatedValues) -> Worked[SalesForce]:
    groups = [VisitGroup(row["customers"], row["visits"]) for row in given["groups"]]
    return sales_force(groups, days=given["days"], visits_a_day=given["visits_a_day"], people=given["people"])


def _budget(given: Given, _values: DatedValues) -> Worked[BudgetResult]:
    return status_budget(
        heads=given["heads"],
        budget=given["budget"],
        target_heads=given["target_heads"],
        margin_gained=given["margin_gained"],
    )


def _show_budget(found: BudgetResult) -> Mapping[str, object]:
    return {
        "return": found.return_percent,
        "cost_per_head": found.cost_per_head,
        "attainment": found.attainment,
    }


def _recall(given: Given, _values: DatedValues) -> Worked[Recall]:
    return recall(probability=given["probability"] / HUNDRED, margin=given["margin"], cost=given["cost"])


def _break_even(given: Given, _values: DatedValues) -> Worked[BreakEven]:
    margins = [row["margin"] for row in given["orders"]]
    return break_even(acquisition_cost=given["acquisition_cost"], margins=margins)


def _attitude(given: Given, _values: DatedValues) -> Worked[AttitudeStanding]:
    days = {each.key: given[each.key] for each in _ATTITUDE_DAYS}
    standing = attitude(
        AttitudeFacts(**days, open_complaint=bool(given["open_complaint"])), timezone.localdate()
    )
    steps = tuple(Step(each.explanation.code, each.explanation.figures) for each in standing.evidence)
    return Worked(standing, steps)


def _show_attitude(found: AttitudeStanding) -> Mapping[str, object]:
    return {"level": str(LEVELS[found.level]), "since": found.since}


def _day(key: str, label: object) -> Input:
    return Input(key, label, InputKind.DATE, required=False)


_ATTITUDE_DAYS = (
    _day("opened_on", _("Premier échange")),
    _day("asked_on", _("Première demande d’information ou de devis")),
    _day("ordered_on", _("Première commande")),
    _day("reordered_on", _("Deuxième commande")),
    _day("two_years_on", _("Première commande deux ans après la première")),
    _day("second_family_on", _("Première commande dans une deuxième famille")),
    _day("referral_on", _("Une recommandation devenue cliente")),
    _day("testimonial_on", _("Témoignage publié")),
)

ACTION_CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-M3",
        ask="sales-force",
        title=_("Nombre de commerciaux"),
        inputs=(
            Input(
                "groups",
                _("Groupes de clients"),
                _ROWS,
                columns=(
                    heads("customers", _("Clients")),
                    Input(
                        "visits", _("Visites par an à chacun"), _NUMBERS, lowest=ZERO, highest=Decimal(400)
                    ),
                ),
            ),
            Input(
                "days",
                _("Jours de visite par an et par commercial"),
                _NUMBERS,
                lowest=ZERO,
                highest=Decimal(366),
            ),
            Input("visits_a_day", _("Visites par jour"), _NUMBERS, lowest=ZERO, highest=HUNDRED),
            Input("people", _("Commerciaux en place"), _WHOLE, required=False, lowest=ZERO),
        ),
        work=_force,
        show=attributes("people", "exact", "visits", "capacity"),
        results=(
            Result("people", _("Commerciaux nécessaires"), _NUMBER, main=True),
            Result("exact", _("Avant arrondi"), _NUMBER),
            Result("visits", _("Visites par an"), _NUMBER),
            Result("capacity", _("Visites par commercial"), _NUMBER),
        ),
        messages=MESSAGES,
        example={
            "groups": [
                {"customers": 20, "visits": Decimal(24)},
                {"customers": 60, "visits": Decimal(12)},
                {"customers": 150, "visits": Decimal(4)},
            ],
            "days": Decimal(200),
            "visits_a_day": Decimal(4),
        },
    ),
    Calculator(
        rule="R-M4",
        ask="status-budget",
        title=_("Budget d’actions par statut"),
        inputs=(
            heads("heads", _("Clients au statut")),
            Input("budget", _("Budget d’actions"), _MONEY, lowest=ZERO),
            Input("target_heads", _("Clients visés"), _WHOLE, required=False, lowest=ZERO),
            Input("margin_gained", _("Marge gagnée"), _MONEY, required=False),
        ),
        work=_budget,
        show=_show_budget,
        results=(
            Result("return", _("Retour sur budget"), _RATE, main=True),
            Result("cost_per_head", _("Coût par client"), _EURO),
            Result("attainment", _("Objectif atteint"), _RATE),
        ),
        messages=MESSAGES,
        example={
            "heads": 45,
            "budget": Decimal(1_500),
            "target_heads": 60,
            "margin_gained": Decimal(4_200),
        },
    ),
    Calculator(
        rule="R-P7",
        ask="recall",
        title=_("Relance d’un ancien client"),
        inputs=(
            percent("probability", _("Chances qu’il revienne (%)")),
            Input("margin", _("Marge par an, du temps où il achetait"), _MONEY),
            Input("cost", _("Coût du contact"), _MONEY, lowest=ZERO),
        ),
        work=_recall,
        show=attributes("value", "worth_it"),
        results=(
            Result("value", _("Valeur attendue"), _EURO, main=True),
            Result("worth_it", _("À appeler"), ResultUnit.YES_NO),
        ),
        messages=MESSAGES,
        example={"probability": Decimal(20), "margin": Decimal(3_400), "cost": Decimal(45)},
    ),
    Calculator(
        rule="S2",
        ask="break-even",
        title=_("Commande à partir de laquelle un nouveau client rapporte"),
        inputs=(
            Input("acquisition_cost", _("Coût d’acquisition"), _MONEY, lowest=ZERO),
            Input(
                "orders",
                _("Commandes, dans l’ordre"),
                _ROWS,
                columns=(Input("margin", _("Marge moyenne"), _MONEY),),
            ),
        ),
        work=_break_even,
        show=attributes("order", "left"),
        results=(
            Result("order", _("Rang de la commande"), _NUMBER, main=True),
            Result("left", _("Reste à couvrir"), _EURO),
        ),
        messages=MESSAGES,
        example={
            "acquisition_cost": Decimal(700),
            "orders": [{"margin": Decimal(each)} for each in (260, 310, 280, 300)],
        },
    ),
    Calculator(
        rule="L4",
        ask="attitude",
        title=_("Niveau dans la pyramide des attitudes"),
        inputs=(
            *_ATTITUDE_DAYS,
            Input("open_complaint", _("Une réclamation est ouverte"), InputKind.YES_NO),
        ),
        work=_attitude,
        show=_show_attitude,
        results=(
            Result("level", _("Niveau"), ResultUnit.TEXT, main=True),
            Result("since", _("Depuis"), ResultUnit.DATE),
        ),
        messages=MESSAGES,
        example={
            "opened_on": date(2023, 3, 6),
            "asked_on": date(2023, 3, 20),
            "ordered_on": date(2023, 5, 2),
            "reordered_on": date(2023, 9, 12),
            "second_family_on": date(2024, 2, 5),
            "open_complaint": False,
        },
    ),
)
