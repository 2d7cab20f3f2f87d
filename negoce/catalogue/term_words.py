"""Payment terms, reductions and VAT as documents and screens write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.catalogue.enums import PaymentTermKind, ReductionKind, VatCategory
from negoce.catalogue.rules.early_payment import EarlyPayment
from negoce.catalogue.rules.payment_terms import PaymentTerm
from negoce.catalogue.rules.reductions import Reduction
from negoce.catalogue.rules.totals import VatGroup
from negoce.kit.dates import format_date_long
from negoce.kit.money import MINUS, NARROW_SPACE, format_decimal, format_money


def term_words(term: PaymentTerm) -> str:
    """« 45 jours après la facture, puis la fin de ce mois »: the reading of "end of month" is said."""
    if not term.days and term.kind is PaymentTermKind.AFTER_INVOICE:
        return _("À réception de la facture")
    words = {
        PaymentTermKind.AFTER_INVOICE: _("%(days)s jours après la date de facture"),
        PaymentTermKind.AFTER_DELIVERY: _("%(days)s jours après la livraison"),
        PaymentTermKind.DAYS_THEN_END_OF_MONTH: _(
            "%(days)s jours fin de mois (date de facture plus %(days)s jours, puis fin de ce mois)"
        ),
        PaymentTermKind.END_OF_MONTH_THEN_DAYS: _(
            "%(days)s jours fin de mois (fin du mois de la facture, puis %(days)s jours)"
        ),
    }
    return words[term.kind] % {"days": term.days}


def payment_words(term: PaymentTerm, *, with_order: bool) -> str:
    """When it is to be paid: with the order, or by the term."""
    return _("Paiement à la commande") if with_order else term_words(term)


def early_words(early: EarlyPayment | None, *, language: str, words: str = "", deducted: bool = False) -> str:
    """What C. com. L441-9 wants said of paying early; `words` when there are no figures, `deducted` with the order."""
    if deducted:
        return _("Escompte déduit : le paiement accompagne la commande (C. com. art. L441-9).")
    if early is None:
        return words or _("Pas d’escompte pour paiement anticipé (C. com. art. L441-9).")
    said = ngettext(
        "Escompte de %(percent)s pour paiement sous %(days)s jour à compter de la date de facture "
        "(C. com. art. L441-9).",
        "Escompte de %(percent)s pour paiement sous %(days)s jours à compter de la date de facture "
        "(C. com. art. L441-9).",
        early.days,
    )
    return said % {"percent": percent_words(early.percent, language), "days": early.days}


def early_words_of_day(early: EarlyPayment, *, issued_on: date, incl_vat: Decimal, language: str) -> str:
    """The same of one invoice: until which day, and how much."""
    said = ngettext(
        "Escompte de %(percent)s pour paiement sous %(days)s jour, au plus tard le %(day)s : %(amount)s à déduire "
        "(C. com. art. L441-9).",
        "Escompte de %(percent)s pour paiement sous %(days)s jours, au plus tard le %(day)s : %(amount)s à déduire "
        "(C. com. art. L441-9).",
        early.days,
    )
    return said % {
        "percent": percent_words(early.percent, language),
        "days": early.days,
        "day": format_date_long(early.last_day(issued_on), language),
        "amount": format_money(early.amount_of(incl_vat), language),
    }


def percent_words(percent: Decimal, language: str) -> str:
    """« 5,5 % » without useless zeros."""
    exponent = percent.normalize().as_tuple().exponent
    decimals = min(4, max(0, -exponent)) if isinstance(exponent, int) else 0
    written = format_decimal(percent, language, decimals)
    return f"{written}{NARROW_SPACE}%" if language == "fr" else f"{written}%"


def reduction_words(reductions: Sequence[Reduction], language: str, currency: str = "EUR") -> str:
    """« −10 % −5 % » beside a line."""
    return " ".join(MINUS + _size(each, language, currency) for each in reductions)


def reduction_label(reduction: Reduction, language: str, currency: str = "EUR") -> str:
    """« Remise 10 % » under the lines."""
    names = {
        ReductionKind.DEFECT_REBATE: _("Rabais"),
        ReductionKind.TRADE_DISCOUNT: _("Remise"),
        ReductionKind.CASH_DISCOUNT: _("Escompte pour paiement à la commande"),
    }
    return f"{names[reduction.kind]} {_size(reduction, language, currency)}"


def vat_words(group: VatGroup, language: str) -> str:
    """« 20 % », or why there is none."""
    names = {
        VatCategory.ZERO: _("Taux zéro"),
        VatCategory.EXEMPT: _("Exonéré"),
        VatCategory.REVERSE_CHARGE: _("Autoliquidation"),
        VatCategory.INTRA_COMMUNITY: _("Livraison intracommunautaire"),
        VatCategory.EXPORT: _("Exportation"),
        VatCategory.OUTSIDE_SCOPE: _("Hors champ"),
    }
    return names.get(group.category) or percent_words(group.rate, language)


def _size(reduction: Reduction, language: str, currency: str) -> str:
    if reduction.percent is not None:
        return percent_words(reduction.percent, language)
    return format_money(reduction.amount or Decimal(0), language, currency)
