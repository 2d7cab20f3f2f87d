"""What the lists of prices and taxes are called, and the sentences of their rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.catalogue.enums import ExpenseKind, PaymentTermKind, ReductionKind, TermSector

REDUCTIONS: tuple[tuple[str, Any], ...] = (
    (ReductionKind.DEFECT_REBATE.value, _("Rabais (défaut, retard)")),
    (ReductionKind.TRADE_DISCOUNT.value, _("Remise (quantité, fidélité)")),
    (ReductionKind.CASH_DISCOUNT.value, _("Escompte (paiement à la commande)")),
)
TERMS: tuple[tuple[str, Any], ...] = (
    (PaymentTermKind.AFTER_INVOICE.value, _("Jours après la facture")),
    (PaymentTermKind.AFTER_DELIVERY.value, _("Jours après la livraison")),
    (PaymentTermKind.DAYS_THEN_END_OF_MONTH.value, _("Jours, puis fin de ce mois")),
    (PaymentTermKind.END_OF_MONTH_THEN_DAYS.value, _("Fin du mois, puis jours")),
)
SECTORS: tuple[tuple[str, Any], ...] = (
    (TermSector.GENERAL.value, _("Cas général")),
    (TermSector.PERISHABLE_FOOD.value, _("Denrées périssables, surgelés, plats préparés")),
    (TermSector.LIVESTOCK.value, _("Bétail sur pied, viande fraîche")),
    (TermSector.SPIRITS.value, _("Boissons alcooliques (droit de consommation)")),
    (TermSector.WINE.value, _("Vin, cidre, moûts (droit de circulation)")),
    (TermSector.TRANSPORT.value, _("Transport, location de véhicules, douane")),
    (TermSector.SEASONAL.value, _("Secteur saisonnier à délai convenu")),
)
EXPENSES: tuple[tuple[str, Any], ...] = (
    (ExpenseKind.PASSENGER_TRANSPORT.value, _("Train, avion, taxi")),
    (ExpenseKind.HOTEL_OWN_STAFF.value, _("Hôtel du personnel ou des dirigeants")),
    (ExpenseKind.HOTEL_THIRD_PARTY.value, _("Hôtel d’un client")),
    (ExpenseKind.RESTAURANT.value, _("Restaurant, dans l’intérêt de l’entreprise")),
    (ExpenseKind.FUEL_CAR.value, _("Essence ou gazole, voiture de tourisme")),
    (ExpenseKind.FUEL_UTILITY.value, _("Essence ou gazole, utilitaire")),
    (ExpenseKind.CLEAN_ENERGY.value, _("Électricité, GPL")),
    (ExpenseKind.TOLL.value, _("Péage")),
    (ExpenseKind.CAR_HIRE.value, _("Location ou achat d’une voiture")),
    (ExpenseKind.ADVERTISING.value, _("Publicité")),
)
MESSAGES: Mapping[str, Any] = {
    "reduction.gross": _("Brut HT : %(gross)s €."),
    "reduction.defect_rebate_percent": _(
        "Rabais %(percent)s %% de %(before)s € = %(off)s € ; reste %(after)s €."
    ),
    "reduction.defect_rebate_amount": _("Rabais de %(off)s € ; reste %(after)s €."),
    "reduction.trade_discount_percent": _(
        "Remise %(percent)s %% de %(before)s € = %(off)s € ; reste %(after)s €."
    ),
    "reduction.trade_discount_amount": _("Remise de %(off)s € ; reste %(after)s €."),
    "reduction.cash_discount_percent": _(
        "Escompte %(percent)s %% du net commercial %(before)s € = %(off)s € ; net financier %(after)s €."
    ),
    "reduction.cash_discount_amount": _("Escompte de %(off)s € ; net financier %(after)s €."),
    "reduction.after_cash_discount": _("L’escompte vient en dernier, après les rabais et remises."),
    "early.percent": _("Un escompte va de 0,01 à %(most)s %%."),
    "early.days": _("Un nombre entier de jours, de 1 à %(most)s, comptés de la date de facture."),
    "early.after_term": _(
        "%(days)s jours ne sont pas avant l’échéance (%(term)s jours) : ce ne serait pas un paiement anticipé."
    ),
    "early.late": _("L’escompte était acquis jusqu’au %(last)s ; le règlement est du %(day)s."),
    "early.too_little": _(
        "Il reste %(left)s €, plus que l’escompte convenu : %(amount)s € (%(percent)s %%)."
    ),
    "reduction.percent_or_amount": _("Donnez un taux ou un montant, pas les deux."),
    "reduction.percent_out_of_range": _("%(percent)s %% : un taux va de 0 à 100."),
    "reduction.amount_out_of_range": _("Une réduction de %(amount)s € ne tient pas dans %(net)s €."),
    "reduction.nothing_to_reduce": _("Il ne reste rien à réduire de %(amount)s € : les lignes s’annulent."),
    "total.net": _("Net HT : %(net)s €."),
    "total.shipping": _("Port : %(shipping)s € ; base HT %(base)s €."),
    "total.vat": _("TVA %(rate)s %% de %(base)s € = %(vat)s €, arrondie une fois par taux."),
    "total.incl_vat": _("Total TTC : %(incl_vat)s €, dont %(vat)s € de TVA."),
    "shipping.no_rate": _("Il faut un taux de TVA pour le port."),
    "vat.rate_out_of_range": _("%(rate)s %% : un taux de TVA va de 0 à 100."),
    "line.no_vat": _("Une ligne n’a pas de taux de TVA : choisissez-en un."),
    "vat.rate_without_tax": _(
        "Cette catégorie (%(category)s) ne porte pas de TVA : son taux est 0, non %(rate)s %%."
    ),
    "term.after_delivery": _("%(days)s jours après la livraison du %(from)s : %(due)s."),
    "term.after_invoice": _("%(days)s jours après la facture du %(from)s : %(due)s."),
    "term.days_then_end_of_month": _("Le %(from)s + %(days)s jours, puis la fin de ce mois : %(due)s."),
    "term.end_of_month_then_days": _("La fin du mois du %(from)s, puis %(days)s jours : %(due)s."),
    "term.ceiling_invoice": _(
        "La loi : %(days)s jours au plus après la facture du %(from)s, soit le %(latest)s."
    ),
    "term.ceiling_periodic": _(
        "La loi, facture récapitulative : %(days)s jours au plus après le %(from)s, soit le %(latest)s."
    ),
    "term.ceiling_delivery": _(
        "La loi, pour ce secteur : %(days)s jours après le %(from)s, soit le %(latest)s."
    ),
    "term.ceiling_delivery_month": _(
        "La loi, pour ce secteur : %(days)s jours après la fin du mois de livraison (%(from)s), soit le %(latest)s."
    ),
    "term.ceiling_days_then_end_of_month": _(
        "La loi : 45 jours fin de mois, comptés de même : le %(latest)s au plus tard."
    ),
    "term.ceiling_end_of_month_then_days": _(
        "La loi : 45 jours fin de mois, comptés de même : le %(latest)s au plus tard."
    ),
    "term.ceiling_seasonal": _("Secteur saisonnier : le plafond est celui de l’accord de votre profession."),
    "term.over_ceiling": _("L’échéance du %(due)s dépasse de %(days)s jours le plafond légal du %(latest)s."),
    "term.days_out_of_range": _("%(days)s jours : un délai va de 0 à 730 jours."),
    "amount.negative": _("Un montant négatif n’a pas de sens ici."),
    "gift.none": _("Aucun cadeau."),
    "gift.within_ceiling": _(
        "%(total)s € TTC dans l’année, %(ceiling)s € au plus : TVA déductible, %(vat)s €."
    ),
    "gift.over_ceiling": _(
        "%(total)s € TTC dans l’année, plus de %(ceiling)s € : aucune TVA déductible (%(vat)s €)."
    ),
    "gift.several_years": _("Le plafond se compte par année : donnez les cadeaux d’une seule."),
    "gift.statement_due": _(
        "%(total)s € de cadeaux, plus de %(ceiling)s € : relevé des frais généraux à joindre."
    ),
    "gift.no_statement": _("%(total)s € de cadeaux, %(ceiling)s € au plus : pas de relevé à joindre."),
    "vat.contained": _("%(incl_vat)s × %(rate)s ÷ (100 + %(rate)s) = %(vat)s € de TVA."),
    "vat.share": _("Part déductible : %(share)s %% de %(vat)s € = %(deductible)s €."),
    "vat.invoice_needed": _("Au-delà de %(ceiling)s € HT, il faut une facture au nom de l’entreprise."),
}
