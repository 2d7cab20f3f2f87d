"""The rules of negotiation as questions: rebates, cash discount, bill, loan, lease, withdrawal, factoring."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.worked import Worked
from negoce.negotiation.calculators.bargaining import CALCULATORS as BARGAINING
from negoce.negotiation.rules.bill_discounting import DiscountedBill, discount_bill
from negoce.negotiation.rules.cash_discount import yearly_cost
from negoce.negotiation.rules.factoring import Factored, factor
from negoce.negotiation.rules.lease import Comparison, compare
from negoce.negotiation.rules.loan import MOST_PERIODS, loan
from negoce.negotiation.rules.volume_rebate import Band, volume_rebate
from negoce.negotiation.rules.withdrawal import Contract, Withdrawal, withdrawal
from negoce.negotiation.words.rules import MESSAGES
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

ZERO, HUNDRED = Decimal(0), Decimal(100)
_MONEY, _PERCENT, _WHOLE, _DATE = InputKind.MONEY, InputKind.PERCENT, InputKind.WHOLE, InputKind.DATE


def _amount(key: str, label: Any, *, required: bool = True) -> Input:
    return Input(key, label, _MONEY, required=required, lowest=ZERO, default=None if required else ZERO)


def _rate(key: str, label: Any, default: Decimal | None = None) -> Input:
    return Input(
        key, label, _PERCENT, required=default is None, default=default, lowest=ZERO, highest=HUNDRED
    )


def _volume_rebate(given: Given, _values: DatedValues) -> Worked[Decimal]:
    return volume_rebate(given["purchases"], [Band(row["up_to"], row["percent"]) for row in given["bands"]])


def _bill(given: Given, _values: DatedValues) -> Worked[DiscountedBill]:
    return discount_bill(
        amount=given["amount"],
        negotiated_on=given["negotiated_on"],
        due_on=given["due_on"],
        rate=given["rate"],
        endorsement_rate=given["endorsement_rate"],
        fees=given["fees"],
        bank_days=given["bank_days"],
        vat_rate=given["vat_rate"],
    )


def _lease(given: Given, _values: DatedValues) -> Worked[Comparison]:
    return compare(
        price=given["price"],
        years=given["years"],
        loan_rate=given["loan_rate"],
        tax_rate=given["tax_rate"],
        rent=given["rent"],
        option=given["option"],
        discount_rate=given["discount_rate"],
    )


def _factoring(given: Given, _values: DatedValues) -> Worked[Factored]:
    return factor(
        amount=given["amount"],
        fund_percent=given["fund_percent"],
        commission_percent=given["commission_percent"],
        financing_rate=given["financing_rate"],
        days=given["days"],
        vat_rate=given["vat_rate"],
    )


def _withdrawal(given: Given, _values: DatedValues) -> Worked[Withdrawal]:
    return withdrawal(
        Contract(
            off_premises=given["off_premises"],
            inside_main_activity=given["inside_main_activity"],
            employees=given["employees"],
            is_service=given["is_service"],
            concluded_on=given["concluded_on"],
            received_on=given["received_on"],
            information_given=given["information_given"],
        )
    )


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-C2",
        ask="volume-rebate",
        title=_("Ristourne de fin d’année par tranches"),
        inputs=(
            _amount("purchases", _("Achats HT de la période")),
            Input(
                "bands",
                _("Tranches"),
                InputKind.ROWS,
                columns=(
                    Input("up_to", _("Jusqu’à (HT)"), _MONEY, required=False, lowest=ZERO),
                    _rate("percent", _("Taux (%)")),
                ),
                note=_("La dernière tranche n’a pas de fin : laissez son montant vide."),
            ),
        ),
        work=_volume_rebate,
        show=lambda rebate: {"rebate": rebate},
        results=(Result("rebate", _("Ristourne HT"), ResultUnit.MONEY, main=True),),
        messages=MESSAGES,
        example={
            "purchases": Decimal(64_000),
            "bands": [
                {"up_to": Decimal(20_000), "percent": Decimal(1)},
                {"up_to": Decimal(50_000), "percent": Decimal(2)},
                {"up_to": None, "percent": Decimal(3)},
            ],
        },
    ),
    Calculator(
        rule="R-C3",
        ask="cash-discount",
        title=_("Coût annuel d’un escompte de règlement"),
        inputs=(
            Input("discount", _("Escompte (%)"), _PERCENT, lowest=ZERO, highest=Decimal("99.99")),
            Input("days", _("Jours gagnés"), _WHOLE, lowest=Decimal(1), highest=Decimal(3650)),
        ),
        work=lambda given, _values: yearly_cost(given["discount"], given["days"]),
        show=lambda cost: {"yearly_cost": cost},
        results=(Result("yearly_cost", _("Coût annuel"), ResultUnit.PERCENT, main=True),),
        messages=MESSAGES,
        example={"discount": Decimal(1), "days": 45},
    ),
    Calculator(
        rule="R-C7",
        ask="bill",
        title=_("Escompte bancaire d’un effet"),
        inputs=(
            _amount("amount", _("Valeur nominale")),
            Input("negotiated_on", _("Remis le"), _DATE),
            Input("due_on", _("Échéance"), _DATE),
            _rate("rate", _("Taux d’escompte (% par an)")),
            _rate("endorsement_rate", _("Commission d’endos (% par an)"), ZERO),
            _amount("fees", _("Frais fixes HT"), required=False),
            Input(
                "bank_days",
                _("Jours de banque"),
                _WHOLE,
                required=False,
                default=1,
                lowest=ZERO,
                highest=Decimal(30),
            ),
            _rate("vat_rate", _("TVA sur les frais (%)"), Decimal(20)),
        ),
        work=_bill,
        show=lambda bill: {"charges": bill.charges, "net": bill.net, "effective_rate": bill.effective_rate},
        results=(
            Result("charges", _("Agios TTC"), ResultUnit.MONEY),
            Result("net", _("Net encaissé"), ResultUnit.MONEY, main=True),
            Result("effective_rate", _("Taux réel"), ResultUnit.PERCENT),
        ),
        messages=MESSAGES,
        example={
            "amount": Decimal(10_000),
            "negotiated_on": date(2026, 6, 1),
            "due_on": date(2026, 8, 30),
            "rate": Decimal("4.5"),
            "endorsement_rate": Decimal("0.6"),
            "fees": Decimal(12),
        },
    ),
    Calculator(
        rule="R-C8",
        ask="loan",
        title=_("Emprunt à mensualités constantes"),
        inputs=(
            _amount("capital", _("Capital")),
            _rate("rate", _("Taux (% par an)")),
            Input(
                "periods", _("Nombre d’échéances"), _WHOLE, lowest=Decimal(1), highest=Decimal(MOST_PERIODS)
            ),
            Input(
                "periods_a_year",
                _("Échéances par an"),
                _WHOLE,
                required=False,
                default=12,
                lowest=Decimal(1),
                highest=Decimal(12),
            ),
        ),
        work=lambda given, _values: loan(
            given["capital"], given["rate"], given["periods"], periods_a_year=given["periods_a_year"]
        ),
        show=lambda found: {
            "instalment": found.instalment,
            "interest": found.interest,
            "last": found.schedule[-1].payment,
            "schedule": [
                {
                    "number": each.number,
                    "payment": each.payment,
                    "interest": each.interest,
                    "principal": each.principal,
                    "balance": each.balance,
                }
                for each in found.schedule
            ],
        },
        results=(
            Result("instalment", _("Échéance"), ResultUnit.MONEY, main=True),
            Result("interest", _("Intérêts en tout"), ResultUnit.MONEY),
            Result("last", _("Dernière échéance"), ResultUnit.MONEY),
        ),
        messages=MESSAGES,
        example={"capital": Decimal(24_000), "rate": Decimal("4.2"), "periods": 36},
    ),
    Calculator(
        rule="R-C9",
        ask="lease",
        title=_("Emprunt ou crédit-bail, après impôt"),
        inputs=(
            _amount("price", _("Prix HT du bien")),
            Input("years", _("Durée (années)"), _WHOLE, lowest=Decimal(1), highest=Decimal(50)),
            _rate("loan_rate", _("Taux de l’emprunt (%)")),
            Input(
                "tax_rate", _("Impôt sur les sociétés (%)"), _PERCENT, lowest=ZERO, highest=Decimal("99.99")
            ),
            _amount("rent", _("Loyer annuel HT")),
            _amount("option", _("Option d’achat HT"), required=False),
            Input(
                "discount_rate",
                _("Taux d’actualisation (%)"),
                _PERCENT,
                required=False,
                lowest=ZERO,
                highest=HUNDRED,
                note=_("Vide : le taux de l’emprunt après impôt."),
            ),
        ),
        work=_lease,
        show=lambda found: {
            "loan_cost": found.loan_cost,
            "lease_cost": found.lease_cost,
            "difference": found.difference,
        },
        results=(
            Result("loan_cost", _("Coût de l’emprunt"), ResultUnit.MONEY),
            Result("lease_cost", _("Coût du crédit-bail"), ResultUnit.MONEY),
            Result("difference", _("Crédit-bail moins emprunt"), ResultUnit.MONEY, main=True),
        ),
        messages=MESSAGES,
        example={
            "price": Decimal(50_000),
            "years": 5,
            "loan_rate": Decimal(4),
            "tax_rate": Decimal(25),
            "rent": Decimal(11_000),
            "option": Decimal(1_000),
        },
    ),
    Calculator(
        rule="R-C14",
        ask="withdrawal",
        title=_("Droit de rétractation entre professionnels"),
        source="C. conso L221-3",
        inputs=(
            Input("off_premises", _("Conclu hors établissement"), InputKind.YES_NO),
            Input("inside_main_activity", _("Dans l’activité principale de l’acheteur"), InputKind.YES_NO),
            Input("employees", _("Salariés de l’acheteur"), _WHOLE, lowest=ZERO, highest=Decimal(1_000_000)),
            Input("is_service", _("Prestation de services"), InputKind.YES_NO),
            Input("concluded_on", _("Conclu le"), _DATE),
            Input("received_on", _("Marchandise reçue le"), _DATE, required=False),
            Input(
                "information_given",
                _("Acheteur informé de ce droit"),
                InputKind.YES_NO,
                required=False,
                default=True,
            ),
        ),
        work=_withdrawal,
        show=lambda found: {"applies": found.applies, "until": found.until},
        results=(
            Result("applies", _("Le droit s’applique"), ResultUnit.YES_NO),
            Result("until", _("Jusqu’au"), ResultUnit.DATE, main=True),
        ),
        messages=MESSAGES,
        example={
            "off_premises": True,
            "inside_main_activity": False,
            "employees": 3,
            "is_service": True,
            "concluded_on": date(2026, 6, 30),
        },
    ),
    Calculator(
        rule="R-C18",
        ask="factoring",
        title=_("Affacturage"),
        inputs=(
            _amount("amount", _("Factures cédées TTC")),
            _rate("fund_percent", _("Fonds de garantie (%)")),
            _rate("commission_percent", _("Commission (%)")),
            _rate("financing_rate", _("Taux de financement (% par an)")),
            Input("days", _("Jours jusqu’à l’échéance"), _WHOLE, lowest=ZERO, highest=Decimal(3650)),
            _rate("vat_rate", _("TVA sur la commission (%)"), Decimal(20)),
        ),
        work=_factoring,
        show=lambda found: {
            "cash_now": found.cash_now,
            "guarantee_fund": found.guarantee_fund,
            "commission": found.commission,
            "financing": found.financing,
        },
        results=(
            Result("cash_now", _("Reçu aujourd’hui"), ResultUnit.MONEY, main=True),
            Result("guarantee_fund", _("Restitué après paiement"), ResultUnit.MONEY),
            Result("commission", _("Commission HT"), ResultUnit.MONEY),
            Result("financing", _("Financement"), ResultUnit.MONEY),
        ),
        messages=MESSAGES,
        example={
            "amount": Decimal(10_000),
            "fund_percent": Decimal(10),
            "commission_percent": Decimal("0.9"),
            "financing_rate": Decimal("3.6"),
            "days": 60,
        },
    ),
    *BARGAINING,
)
