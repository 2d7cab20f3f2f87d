"""What the lists of billing are called, and the sentences of its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.billing.enums import PlatformStatus, ReportKind, VatRegime

SIZES: tuple[tuple[str, Any], ...] = (
    ("micro", _("Microentreprise")),
    ("pme", _("PME")),
    ("eti", _("ETI")),
    ("ge", _("Grande entreprise")),
)
STATUSES: tuple[tuple[str, Any], ...] = (
    (PlatformStatus.SUBMITTED.value, _("200 déposée")),
    (PlatformStatus.SENT.value, _("201 émise")),
    (PlatformStatus.RECEIVED.value, _("202 reçue")),
    (PlatformStatus.MADE_AVAILABLE.value, _("203 mise à disposition")),
    (PlatformStatus.TAKEN_CHARGE.value, _("204 prise en charge")),
    (PlatformStatus.APPROVED.value, _("205 approuvée")),
    (PlatformStatus.PARTLY_APPROVED.value, _("206 approuvée partiellement")),
    (PlatformStatus.DISPUTED.value, _("207 en litige")),
    (PlatformStatus.SUSPENDED.value, _("208 suspendue")),
    (PlatformStatus.COMPLETED.value, _("209 complétée")),
    (PlatformStatus.REFUSED.value, _("210 refusée")),
    (PlatformStatus.PAYMENT_SENT.value, _("211 paiement transmis")),
    (PlatformStatus.PAID.value, _("212 encaissée")),
    (PlatformStatus.REJECTED.value, _("213 rejetée")),
)
REGIMES: tuple[tuple[str, Any], ...] = (
    (VatRegime.MONTHLY.value, _("Réel normal mensuel")),
    (VatRegime.QUARTERLY.value, _("Réel normal trimestriel")),
    (VatRegime.SIMPLIFIED.value, _("Réel simplifié")),
    (VatRegime.FRANCHISE.value, _("Franchise en base")),
)
REPORTS: tuple[tuple[str, Any], ...] = (
    (ReportKind.TRANSACTIONS.value, _("Ventes")),
    (ReportKind.PAYMENTS.value, _("Paiements")),
)
MESSAGES: Mapping[str, Any] = {
    "interest.not_late": _("Rien n’était dû après l’échéance : ni intérêts, ni indemnité."),
    "penalty.default_rate": _(
        "Taux de la loi, semestre %(half)s de %(year)s : BCE %(bank)s %% + 10 points = %(rate)s %% par an."
    ),
    "penalty.contract_rate": _(
        "Taux du contrat : %(rate)s %% par an, au-dessus du plancher du semestre %(half)s de %(year)s"
        " (3 × %(legal)s %% = %(floor)s %%)."
    ),
    "penalty.floor_rate": _(
        "Plancher légal, semestre %(half)s de %(year)s : 3 × %(legal)s %% = %(floor)s %% par an."
    ),
    "penalty.below_floor": _(
        "Le taux du contrat (%(contract)s %%) est sous le minimum légal du semestre %(half)s de %(year)s :"
        " %(floor)s %% le remplace."
    ),
    "interest.public_rate": _(
        "Taux du premier jour du semestre où les intérêts commencent (semestre %(half)s de %(year)s), gardé"
        " pour tout le retard : BCE %(bank)s %% + 8 points = %(rate)s %% par an."
    ),
    "interest.segment": _(
        "Du %(from)s au %(to)s, %(days)s j sur %(balance)s € : %(balance)s × %(rate)s %% × %(days)s / 365 ="
        " %(interest)s €."
    ),
    "interest.recovery_fee": _("Indemnité forfaitaire de recouvrement : %(fee)s € par facture."),
    "interest.no_fee": _("Un consommateur ne doit pas l’indemnité forfaitaire."),
    "interest.total": _("Intérêts %(interest)s €, en tout %(total)s €, sans TVA."),
    "amount.negative": _("Un montant négatif n’a pas de sens ici."),
    "payment.negative": _("Un paiement négatif n’a pas de sens ici."),
    "fine.counted": _("%(faults)s × %(each)s € = %(fine)s €, sous le quart de la facture (%(cap)s €)."),
    "fine.capped": _(
        "%(faults)s × %(each)s € = %(counted)s €, plafonnés au quart de la facture : %(fine)s €."
    ),
    "fine.electronic": _(
        "50 € par facture : %(invoices)s € ; 500 € par transmission : %(reports)s € ; chacune plafonnée à"
        " %(cap)s € par an."
    ),
    "numbering.checked": _(
        "Factures contrôlées : %(documents)s ; séries : %(series)s ; défauts : %(faults)s."
    ),
    "numbering.duplicate": _("Série « %(series)s » : le numéro %(number)s est utilisé %(times)s fois."),
    "numbering.gap": _("Série « %(series)s » : numéros manquants, du %(first)s au %(last)s."),
    "numbering.date_order": _(
        "Série « %(series)s » : le numéro %(number)s est daté du %(date)s, avant le précédent (%(before)s)."
    ),
    "numbering.no_number": _("« %(number)s » ne finit pas par un numéro."),
    "retention.invoices": _("Clôture le %(year_end)s + %(years)s ans = %(until)s."),
    "duty.dates": _("Réception pour tous au %(receive)s ; émission selon la taille : %(send)s."),
    "duty.no_taxpayer": _("La réforme ne vise que les assujettis à la TVA."),
    "duty.not_established": _(
        "Non établie en France : rien à recevoir ; émission pour les grandes et les ETI."
    ),
    "size.unknown": _("« %(size)s » n’est pas une taille connue."),
    "status.not_allowed": _("De %(before)s à %(after)s : changement impossible. Possibles : %(allowed)s."),
    "status.needs_reason": _("Le statut %(after)s demande un motif."),
    "report.monthly_transactions": _(
        "TVA mensuelle : ventes par dix jours, du %(from)s au %(to)s, au plus tard le %(due)s."
    ),
    "report.monthly_payments": _(
        "TVA mensuelle : paiements du mois, du %(from)s au %(to)s, au plus tard le %(due)s."
    ),
    "report.quarterly_transactions": _(
        "TVA trimestrielle : ventes du mois, du %(from)s au %(to)s, au plus tard le %(due)s."
    ),
    "report.quarterly_payments": _(
        "TVA trimestrielle : paiements du mois, du %(from)s au %(to)s, au plus tard le %(due)s."
    ),
    "report.simplified_transactions": _(
        "Régime simplifié : ventes du mois, du %(from)s au %(to)s, à transmettre du %(opens)s au %(due)s."
    ),
    "report.simplified_payments": _(
        "Régime simplifié : paiements du mois, du %(from)s au %(to)s, à transmettre du %(opens)s au %(due)s."
    ),
    "report.franchise_transactions": _(
        "Franchise : ventes de deux mois, du %(from)s au %(to)s, à transmettre du %(opens)s au %(due)s."
    ),
    "report.franchise_payments": _(
        "Franchise : paiements de deux mois, du %(from)s au %(to)s, à transmettre du %(opens)s au %(due)s."
    ),
}
