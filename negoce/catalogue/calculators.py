"""The rules of prices and taxes as questions: amounts of a document, payment terms, VAT."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import ExpenseKind, PaymentTermKind, ReductionKind, TermSector, VatCategory
from negoce.catalogue.rules.payment_terms import PaymentTerm, check_term, latest_due_date
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import AmountLine, DocumentAmounts, VatGroup, document_amounts
from negoce.catalogue.rules.vat_deduction import (
    DeductibleVat,
    Gift,
    expense_vat,
    gift_statement_due,
    gift_vat,
    vat_contained,
)
from negoce.catalogue.words import EXPENSES, MESSAGES, REDUCTIONS, SECTORS, TERMS
from negoce.kit.worked import Step, Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

ZERO, HUNDRED = Decimal(0), Decimal(100)
_MONEY, _PERCENT, _DATE = InputKind.MONEY, InputKind.PERCENT, InputKind.DATE
_RATE = Input("rate", _("Taux de TVA (%)"), _PERCENT, lowest=ZERO, highest=HUNDRED)
_REDUCTIONS = Input(
    "reductions",
    _("Réductions, dans l’ordre"),
    InputKind.ROWS,
    required=False,
    default=(),
    columns=(
        Input("kind", _("Nature"), InputKind.CHOICE, choices=REDUCTIONS),
        Input("percent", _("Taux (%)"), _PERCENT, required=False, lowest=ZERO, highest=HUNDRED),
        Input("amount", _("ou montant HT"), _MONEY, required=False, lowest=ZERO),
    ),
)
_AMOUNTS = (
    Result("gross", _("Brut HT"), ResultUnit.MONEY),
    Result("net_commercial", _("Net commercial"), ResultUnit.MONEY),
    Result("cash_discount", _("Escompte"), ResultUnit.MONEY),
    Result("net_financial", _("Net financier"), ResultUnit.MONEY),
    Result("base", _("Base HT"), ResultUnit.MONEY),
    Result("vat", _("TVA"), ResultUnit.MONEY),
    Result("incl_vat", _("Total TTC"), ResultUnit.MONEY, main=True),
)
_VAT_RESULTS = (
    Result("contained", _("TVA contenue"), ResultUnit.MONEY),
    Result("deductible", _("TVA déductible"), ResultUnit.MONEY, main=True),
)


def _show_amounts(found: DocumentAmounts) -> Mapping[str, object]:
    return {
        **{each.key: getattr(found, each.key) for each in _AMOUNTS},
        "reductions": list(found.reductions),
        "shipping": found.shipping,
        "vat_by_rate": [
            {"rate": each.group.rate, "base": each.base, "vat": each.vat} for each in found.subtotals
        ],
    }


def _group(rate: Decimal) -> VatGroup:
    return VatGroup(VatCategory.STANDARD if rate else VatCategory.ZERO, rate)


def _reductions(given: Given) -> list[Reduction]:
    return [
        Reduction(ReductionKind(row["kind"]), row["percent"], row["amount"])
        for row in given["reductions"] or ()
    ]


def _cascade(given: Given, _values: DatedValues) -> Worked[DocumentAmounts]:
    line = AmountLine(Decimal(1), given["gross"], _group(given["rate"]))
    return document_amounts([line], reductions=_reductions(given), shipping=given["shipping"])


def _totals(given: Given, _values: DatedValues) -> Worked[DocumentAmounts]:
    lines = [
        AmountLine(row["quantity"], row["unit_price"], _group(row["rate"]), row["allowances"], row["charges"])
        for row in given["lines"]
    ]
    return document_amounts(lines, reductions=_reductions(given), shipping=given["shipping"])


def _terms(given: Given, _values: DatedValues) -> Worked[Mapping[str, Any]]:
    sector = TermSector(given["sector"])
    term = PaymentTerm(PaymentTermKind(given["kind"]), given["days"], bool(given["periodic"]))
    days = {"invoiced_on": given["invoiced_on"], "delivered_on": given["delivered_on"]}
    worked = check_term(sector, term, **days)
    latest = latest_due_date(sector, term, **days).value
    value = {"due_on": worked.value, "latest": latest, "lawful": not worked.findings}
    return Worked(value, worked.steps, worked.findings)


def _contained(given: Given, _values: DatedValues) -> Worked[DeductibleVat]:
    vat = vat_contained(given["incl_vat"], given["rate"])
    figures = {"incl_vat": given["incl_vat"], "rate": given["rate"], "vat": vat}
    return Worked(DeductibleVat(vat, vat), (Step("vat.contained", figures),))


def _gifts(given: Given, values: DatedValues) -> Worked[DeductibleVat]:
    gifts = [Gift(row["given_on"], row["incl_vat"], row["rate"]) for row in given["gifts"]]
    found, total = gift_vat(gifts, values), given["year_total"]
    if total is None or not gifts:
        return found
    statement = gift_statement_due(total, max(each.given_on for each in gifts), values)
    return Worked(found.value, (*found.steps, *statement.steps), found.findings)


def _expense(given: Given, values: DatedValues) -> Worked[DeductibleVat]:
    kind = ExpenseKind(given["kind"])
    return expense_vat(kind, given["incl_vat"], given["rate"], spent_on=given["spent_on"], values=values)


def _show_vat(found: DeductibleVat) -> Mapping[str, object]:
    return {"contained": found.contained, "deductible": found.deductible}


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-C1",
        ask="reductions",
        title=_("Rabais, remises et escompte en cascade"),
        source="C. com. L441-9",
        inputs=(
            Input("gross", _("Brut HT"), _MONEY, lowest=ZERO),
            _REDUCTIONS,
            Input("shipping", _("Port HT"), _MONEY, required=False, default=ZERO, lowest=ZERO),
            _RATE,
        ),
        work=_cascade,
        show=_show_amounts,
        results=_AMOUNTS,
        messages=MESSAGES,
        example={
            "gross": Decimal("10000.00"),
            "reductions": [
                {"kind": "defect_rebate", "percent": Decimal(2)},
                {"kind": "trade_discount", "percent": Decimal(5)},
                {"kind": "trade_discount", "percent": Decimal(3)},
                {"kind": "cash_discount", "percent": Decimal(1)},
            ],
            "shipping": Decimal("150.00"),
            "rate": Decimal(20),
        },
    ),
    Calculator(
        rule="R-C4",
        ask="payment-terms",
        title=_("Échéance et plafond légal"),
        source="C. com. L441-10, L441-11",
        inputs=(
            Input("invoiced_on", _("Facture du"), _DATE),
            Input("kind", _("Délai convenu"), InputKind.CHOICE, choices=TERMS),
            Input("days", _("Jours"), InputKind.WHOLE, lowest=ZERO, highest=Decimal(730)),
            Input(
                "sector",
                _("Secteur d’activité"),
                InputKind.CHOICE,
                required=False,
                default="general",
                choices=SECTORS,
            ),
            Input("delivered_on", _("Livrée le"), _DATE, required=False),
            Input("periodic", _("Facture récapitulative"), InputKind.YES_NO, required=False, default=False),
        ),
        work=_terms,
        show=lambda found: found,
        results=(
            Result("due_on", _("Échéance"), ResultUnit.DATE, main=True),
            Result("latest", _("Au plus tard selon la loi"), ResultUnit.DATE),
            Result("lawful", _("Plafond légal respecté"), ResultUnit.YES_NO),
        ),
        messages=MESSAGES,
        example={"invoiced_on": date(2026, 1, 15), "kind": "end_of_month_then_days", "days": 45},
    ),
    Calculator(
        rule="R-C10",
        ask="contained",
        title=_("TVA contenue dans un montant TTC"),
        inputs=(Input("incl_vat", _("Montant TTC"), _MONEY, lowest=ZERO), _RATE),
        work=_contained,
        show=lambda found: {"contained": found.contained},
        results=(Result("contained", _("TVA contenue"), ResultUnit.MONEY, main=True),),
        messages=MESSAGES,
        example={"incl_vat": Decimal("72.00"), "rate": Decimal(20)},
    ),
    Calculator(
        rule="R-C10",
        ask="gifts",
        title=_("TVA des cadeaux d’affaires"),
        source="CGI ann. II art. 206 IV-2, ann. IV art. 28-00 A",
        inputs=(
            Input(
                "gifts",
                _("Cadeaux à la même personne dans l’année"),
                InputKind.ROWS,
                columns=(
                    Input("given_on", _("Offert le"), _DATE),
                    Input("incl_vat", _("Prix TTC, port compris"), _MONEY, lowest=ZERO),
                    Input(
                        "rate",
                        _("TVA (%)"),
                        _PERCENT,
                        required=False,
                        default=Decimal(20),
                        lowest=ZERO,
                        highest=HUNDRED,
                    ),
                ),
            ),
            Input(
                "year_total",
                _("Tous vos cadeaux de l’année, objets publicitaires exclus"),
                _MONEY,
                required=False,
                lowest=ZERO,
            ),
        ),
        work=_gifts,
        show=_show_vat,
        results=_VAT_RESULTS,
        messages=MESSAGES,
        example={
            "gifts": [
                {"given_on": date(2026, 3, 1), "incl_vat": Decimal("40.00")},
                {"given_on": date(2026, 9, 1), "incl_vat": Decimal("30.00")},
            ]
        },
    ),
    Calculator(
        rule="R-C10",
        ask="expense",
        title=_("TVA des frais de déplacement et de publicité"),
        source="CGI ann. II art. 206",
        inputs=(
            Input("kind", _("Dépense"), InputKind.CHOICE, choices=EXPENSES),
            Input("incl_vat", _("Montant TTC"), _MONEY, lowest=ZERO),
            _RATE,
            Input("spent_on", _("Date"), _DATE),
        ),
        work=_expense,
        show=_show_vat,
        results=_VAT_RESULTS,
        messages=MESSAGES,
        example={
            "kind": "fuel_car",
            "incl_vat": Decimal("72.00"),
            "rate": Decimal(20),
            "spent_on": date(2026, 3, 1),
        },
    ),
    Calculator(
        rule="R-C12",
        ask="totals",
        title=_("Totaux d’une facture"),
        source="EN 16931 BR-CO-10, BR-CO-17",
        inputs=(
            Input(
                "lines",
                _("Lignes"),
                InputKind.ROWS,
                columns=(
                    Input("quantity", _("Quantité"), InputKind.NUMBER),
                    Input("unit_price", _("Prix unitaire HT"), _MONEY),
                    _RATE,
                    Input(
                        "allowances",
                        _("Réductions de la ligne"),
                        _MONEY,
                        required=False,
                        default=ZERO,
                        lowest=ZERO,
                    ),
                    Input("charges", _("Suppléments"), _MONEY, required=False, default=ZERO, lowest=ZERO),
                ),
            ),
            _REDUCTIONS,
            Input("shipping", _("Port HT"), _MONEY, required=False, default=ZERO),
        ),
        work=_totals,
        show=_show_amounts,
        results=_AMOUNTS,
        messages=MESSAGES,
        example={
            "lines": [{"quantity": Decimal(1), "unit_price": Decimal("33.33"), "rate": Decimal(20)}] * 3
        },
    ),
)
