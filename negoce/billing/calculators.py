"""The rules of billing as questions: late interest, fines, numbering, electronic invoicing, retention."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import PlatformStatus, ReportKind, VatRegime
from negoce.billing.rules.electronic_invoicing import (
    Duty,
    check_transition,
    invoicing_duty,
    next_statuses,
    yearly_fines,
)
from negoce.billing.rules.electronic_reporting import ReportPeriod, report_period
from negoce.billing.rules.late_interest import LateInterest, Payment, late_penalty, public_late_interest
from negoce.billing.rules.mention_fine import mention_fine
from negoce.billing.rules.numbering import NumberedDocument, check_numbering
from negoce.billing.rules.retention import invoice_purge_date
from negoce.billing.words import MESSAGES, REGIMES, REPORTS, SIZES, STATUSES
from negoce.kit.worked import Worked
from negoce.parameters.calculator import Calculator, Given, Input, InputKind, Result, ResultUnit
from negoce.parameters.rules.dated_values import DatedValues

ZERO = Decimal(0)
_PAYMENTS = Input(
    "payments",
    _("Paiements partiels"),
    InputKind.ROWS,
    required=False,
    default=(),
    columns=(
        Input("paid_on", _("Reçu le"), InputKind.DATE),
        Input("amount", _("Montant TTC"), InputKind.MONEY, lowest=ZERO),
    ),
)
_LATE = (
    Input("amount", _("Montant TTC impayé"), InputKind.MONEY, lowest=ZERO),
    Input("due_on", _("Échéance"), InputKind.DATE),
    Input("until", _("Payée le (ou aujourd’hui)"), InputKind.DATE),
)
_LATE_RESULTS = (
    Result("interest", _("Intérêts"), ResultUnit.MONEY),
    Result("recovery_fee", _("Indemnité forfaitaire"), ResultUnit.MONEY),
    Result("total", _("À réclamer"), ResultUnit.MONEY, main=True),
)


def _payments(rows: Sequence[Mapping[str, Any]] | None) -> list[Payment]:
    return [Payment(row["paid_on"], row["amount"]) for row in rows or ()]


def _show_late(found: LateInterest) -> Mapping[str, object]:
    return {"interest": found.interest, "recovery_fee": found.recovery_fee, "total": found.total}


def _late_penalty(given: Given, values: DatedValues) -> Worked[LateInterest]:
    return late_penalty(
        amount=given["amount"],
        due_on=given["due_on"],
        until=given["until"],
        values=values,
        payments=_payments(given["payments"]),
        contract_rate=given["contract_rate"],
        debtor_is_consumer=bool(given["debtor_is_consumer"]),
    )


def _public_interest(given: Given, values: DatedValues) -> Worked[LateInterest]:
    return public_late_interest(
        amount=given["amount"],
        due_on=given["due_on"],
        until=given["until"],
        values=values,
        payments=_payments(given["payments"]),
    )


def _check(given: Given, _values: DatedValues) -> Worked[bool]:
    return check_numbering([NumberedDocument(row["number"], row["issued_on"]) for row in given["documents"]])


def _duty(given: Given, _values: DatedValues) -> Worked[Duty]:
    return invoicing_duty(
        size=given["size"],
        established_in_france=bool(given["established_in_france"]),
        vat_taxpayer=bool(given["vat_taxpayer"]),
    )


def _transition(given: Given, _values: DatedValues) -> Worked[Sequence[PlatformStatus]]:
    before, after = PlatformStatus(given["before"]), PlatformStatus(given["after"])
    check_transition(before, after, reason=given["reason"] or "")
    return Worked(next_statuses(after))


def _report(given: Given, _values: DatedValues) -> Worked[ReportPeriod]:
    return report_period(ReportKind(given["kind"]), VatRegime(given["regime"]), given["day"])


CALCULATORS: tuple[Calculator, ...] = (
    Calculator(
        rule="R-C5",
        ask="late-penalty",
        title=_("Pénalités de retard"),
        source="C. com. L441-10 II, D441-5",
        inputs=(
            *_LATE,
            Input(
                "contract_rate",
                _("Taux prévu au contrat (% par an)"),
                InputKind.PERCENT,
                required=False,
                lowest=ZERO,
                highest=Decimal(100),
                note=_("Vide : le taux de la loi, BCE plus 10 points."),
            ),
            Input(
                "debtor_is_consumer",
                _("Le débiteur est un consommateur"),
                InputKind.YES_NO,
                required=False,
                default=False,
            ),
            _PAYMENTS,
        ),
        work=_late_penalty,
        show=_show_late,
        results=_LATE_RESULTS,
        messages=MESSAGES,
        example={"amount": Decimal("12000.00"), "due_on": date(2026, 5, 31), "until": date(2026, 8, 15)},
    ),
    Calculator(
        rule="R-C6",
        ask="public-late-interest",
        title=_("Intérêts moratoires d’un acheteur public"),
        source="CCP L2192-13, R2192-31",
        inputs=(*_LATE, _PAYMENTS),
        work=_public_interest,
        show=_show_late,
        results=_LATE_RESULTS,
        messages=MESSAGES,
        example={"amount": Decimal("24000.00"), "due_on": date(2026, 6, 10), "until": date(2026, 8, 20)},
    ),
    Calculator(
        rule="R-C11",
        ask="mention-fine",
        title=_("Amende pour mentions manquantes"),
        source="CGI art. 1737 II",
        inputs=(
            Input(
                "faults",
                _("Mentions manquantes ou fausses"),
                InputKind.WHOLE,
                lowest=ZERO,
                highest=Decimal(1000),
            ),
            Input("amount", _("Montant de la facture"), InputKind.MONEY, lowest=ZERO),
        ),
        work=lambda given, _values: mention_fine(given["faults"], given["amount"]),
        show=lambda fine: {"fine": fine},
        results=(Result("fine", _("Amende"), ResultUnit.MONEY, main=True),),
        messages=MESSAGES,
        example={"faults": 4, "amount": Decimal("200.00")},
    ),
    Calculator(
        rule="R-C13",
        ask="numbering",
        title=_("Contrôle de la numérotation"),
        source="CGI ann. II art. 242 nonies A I-7°",
        inputs=(
            Input(
                "documents",
                _("Factures"),
                InputKind.ROWS,
                columns=(
                    Input("number", _("Numéro"), InputKind.TEXT),
                    Input("issued_on", _("Date"), InputKind.DATE),
                ),
            ),
        ),
        work=_check,
        show=lambda sound: {"sound": sound},
        results=(Result("sound", _("Numérotation sans défaut"), ResultUnit.YES_NO, main=True),),
        messages=MESSAGES,
        example={
            "documents": [
                {"number": "F-1", "issued_on": date(2026, 5, 2)},
                {"number": "F-2", "issued_on": date(2026, 5, 3)},
                {"number": "F-4", "issued_on": date(2026, 5, 4)},
                {"number": "F-5", "issued_on": date(2026, 5, 1)},
            ]
        },
    ),
    Calculator(
        rule="R-C15",
        ask="duty",
        title=_("Facturation électronique : qui, à partir de quand"),
        source="CGI art. 289 bis",
        inputs=(
            Input("size", _("Taille de l’entreprise"), InputKind.CHOICE, choices=SIZES),
            Input(
                "established_in_france",
                _("Établie en France"),
                InputKind.YES_NO,
                required=False,
                default=True,
            ),
            Input("vat_taxpayer", _("Assujettie à la TVA"), InputKind.YES_NO, required=False, default=True),
        ),
        work=_duty,
        show=lambda duty: {"receive_from": duty.receive_from, "send_from": duty.send_from},
        results=(
            Result("receive_from", _("Recevoir à partir du"), ResultUnit.DATE),
            Result("send_from", _("Émettre à partir du"), ResultUnit.DATE, main=True),
        ),
        messages=MESSAGES,
        example={"size": "pme"},
    ),
    Calculator(
        rule="R-C15",
        ask="status",
        title=_("Statut d’une facture électronique : lequel peut suivre"),
        source="AFNOR XP Z12-012",
        inputs=(
            Input("before", _("Statut actuel"), InputKind.CHOICE, choices=STATUSES),
            Input("after", _("Statut suivant"), InputKind.CHOICE, choices=STATUSES),
            Input("reason", _("Motif"), InputKind.TEXT, required=False),
        ),
        work=_transition,
        show=lambda after: {"allowed": True, "then": ", ".join(each.value for each in after)},
        results=(
            Result("allowed", _("Changement permis"), ResultUnit.YES_NO, main=True),
            Result("then", _("Statuts possibles ensuite"), ResultUnit.TEXT),
        ),
        messages=MESSAGES,
        example={"before": "204", "after": "205"},
    ),
    Calculator(
        rule="R-C15",
        ask="fines",
        title=_("Amendes de la facturation électronique"),
        source="CGI art. 1737",
        inputs=(
            Input("invoices", _("Factures non électroniques dans l’année"), InputKind.WHOLE, lowest=ZERO),
            Input("reports", _("Transmissions manquantes dans l’année"), InputKind.WHOLE, lowest=ZERO),
        ),
        work=lambda given, _values: yearly_fines(invoices=given["invoices"], reports=given["reports"]),
        show=lambda fine: {"fine": fine},
        results=(Result("fine", _("Amendes"), ResultUnit.MONEY, main=True),),
        messages=MESSAGES,
        example={"invoices": 3, "reports": 2},
    ),
    Calculator(
        rule="R-C16",
        ask="report",
        title=_("E-reporting : quand transmettre"),
        source="CGI art. 290",
        inputs=(
            Input("kind", _("Ce qui est transmis"), InputKind.CHOICE, choices=REPORTS),
            Input("regime", _("Régime de TVA"), InputKind.CHOICE, choices=REGIMES),
            Input("day", _("Date de l’opération"), InputKind.DATE),
        ),
        work=_report,
        show=lambda found: {
            "first_day": found.first_day,
            "last_day": found.last_day,
            "opens_on": found.opens_on,
            "due_on": found.due_on,
        },
        results=(
            Result("first_day", _("Période du"), ResultUnit.DATE),
            Result("last_day", _("au"), ResultUnit.DATE),
            Result("opens_on", _("Possible dès le"), ResultUnit.DATE),
            Result("due_on", _("Au plus tard le"), ResultUnit.DATE, main=True),
        ),
        messages=MESSAGES,
        example={"kind": "transactions", "regime": "monthly", "day": date(2026, 11, 11)},
    ),
    Calculator(
        rule="R-C17",
        ask="retention",
        title=_("Conservation des factures"),
        source="C. com. L123-22",
        inputs=(Input("year_end", _("Clôture de l’exercice"), InputKind.DATE),),
        work=lambda given, _values: invoice_purge_date(given["year_end"]),
        show=lambda until: {"until": until},
        results=(Result("until", _("À garder jusqu’au"), ResultUnit.DATE, main=True),),
        messages=MESSAGES,
        example={"year_end": date(2026, 12, 31)},
    ),
)
