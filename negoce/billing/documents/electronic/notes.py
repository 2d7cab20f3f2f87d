"""The notes that French law wants on every invoice, each under its subject code (BR-FR-05).

They are legal texts of a French document: French whatever the language of the reader.
"""

from __future__ import annotations

from decimal import Decimal

from negoce.billing.rules.electronic_codes import NoteSubject
from negoce.billing.rules.electronic_invoice import Note
from negoce.billing.rules.electronic_parties import FRANCE, Party
from negoce.kit.money import format_decimal, format_money

NO_DISCOUNT = "Pas d’escompte pour paiement anticipé."
DEFAULT_RATE = (
    "En cas de retard de paiement, pénalités au taux de la Banque centrale européenne majoré de 10 points,"
    " exigibles sans rappel dès le lendemain de l’échéance (art. L441-10 du code de commerce)."
)


def legal_notes(
    seller: Party,
    buyer: Party,
    *,
    late_rate: Decimal | None = None,
    recovery_fee: Decimal = Decimal(40),
    early_payment: str = "",
    extra: tuple[str, ...] = (),
    buyer_is_consumer: bool = False,
) -> tuple[Note, ...]:
    """Return the notes of an invoice: penalties, indemnity, discount, register, legal form, treatment.

    `late_rate` in percent points a year, None for the rate of the law; `early_payment` empty when no discount is
    given; `extra` are free texts.
    """
    notes = [
        Note(_penalties(late_rate), NoteSubject.LATE_PENALTIES),
        Note(_fee(recovery_fee), NoteSubject.RECOVERY_FEE),
        Note(early_payment.strip() or NO_DISCOUNT, NoteSubject.EARLY_PAYMENT),
    ]
    if seller.legal_form:
        capital = f" au capital de {seller.capital}" if seller.capital else ""
        notes.append(Note(f"{seller.name}, {seller.legal_form}{capital}", NoteSubject.LEGAL_FORM))
    if seller.register:
        notes.append(
            Note(f"RCS {seller.register} {_spaced(seller.siren)}".strip(), NoteSubject.LEGAL_REGISTER)
        )
    notes.append(Note(_treatment(seller, buyer, buyer_is_consumer), NoteSubject.TREATMENT))
    notes += [Note(text.strip()) for text in extra if text.strip()]
    return tuple(notes)


def _penalties(rate: Decimal | None) -> str:
    if rate is None:
        return DEFAULT_RATE
    return (
        f"En cas de retard de paiement, pénalités au taux annuel de {format_decimal(rate, 'fr', 2)} %,"
        " exigibles sans rappel dès le lendemain de l’échéance (art. L441-10 du code de commerce)."
    )


def _fee(fee: Decimal) -> str:
    return f"Indemnité forfaitaire pour frais de recouvrement : {format_money(fee, 'fr')} (art. D441-5)."


def _treatment(seller: Party, buyer: Party, consumer: bool) -> str:
    """Say how platforms treat the invoice (BR-FR-20): within France, abroad, or to a consumer."""
    if consumer:
        return "B2C"
    within = buyer.address.country == FRANCE and seller.address.country == FRANCE
    return "B2B" if within and buyer.siren else "B2BINT" if not within else "OUTOFSCOPE"


def _spaced(siren: str) -> str:
    return " ".join((siren[:3], siren[3:6], siren[6:])) if len(siren) == 9 else siren
