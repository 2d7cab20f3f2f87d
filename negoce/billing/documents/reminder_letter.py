"""The letter of a reminder: what is owed line by line, interest and indemnity, what happens next."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.billing.queries.payments.interest import interest_of
from negoce.billing.queries.payments.reminders import DueReminder
from negoce.catalogue.documents.letter import Letter, LetterTable, letter_pdf
from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.companies.models import Address
from negoce.kit.money import format_decimal
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.queries.seller import seller

ZERO = Decimal(0)
_FRENCH = "fr"


def reminder_letter(due: DueReminder, today: date) -> bytes:
    """Return the PDF of the letter, in French: a formal notice is written in the language of the courts."""
    values = dated_values()
    worked = [interest_of(row, today, values) for row in due.receivables]
    interest = sum((each.value.interest for each in worked if each is not None), ZERO)
    fee = sum((each.value.recovery_fee for each in worked if each is not None), ZERO)
    with override(_FRENCH):
        table = LetterTable(
            headings=(_("Facture"), _("Émise le"), _("Échéance"), _("Reste dû")),
            rows=tuple(
                (row.reference, row.issued_on, row.due_on or "", row.amount - row.settled)
                for row in due.receivables
            ),
            total=(_("Total"), "", "", due.left),
        )
        letter = Letter(
            made_on=today,
            seller=seller_identity(seller()),
            recipient=_recipient(due),
            subject=_("Mise en demeure de payer") if due.step.number >= 4 else _("Rappel de règlement"),
            body=_body(due),
            table=table,
            closing=(
                _(
                    "S’y ajoutent, à ce jour, %(interest)s € de pénalités de retard et %(fee)s € d’indemnité"
                    " forfaitaire pour frais de recouvrement (C. com. L441-10)."
                )
                % {"interest": _written(interest), "fee": _written(fee)},
                _("Si votre règlement s’est croisé avec cette lettre, veuillez ne pas en tenir compte."),
            ),
            language="fr",
        )
    return letter_pdf(letter)


def _body(due: DueReminder) -> tuple[str, ...]:
    if due.step.number < 4:
        return (_("Madame, Monsieur,"), _("Sauf erreur de notre part, les factures suivantes restent dues :"))
    return (
        _("Madame, Monsieur,"),
        _(
            "Malgré nos rappels, les factures ci-dessous restent impayées. Nous vous mettons en demeure de les"
            " régler sous huit jours à réception de cette lettre ; à défaut, nous en poursuivrons le recouvrement"
            " par toute voie de droit."
        ),
    )


def _recipient(due: DueReminder) -> Party:
    found = Address.objects.filter(company=due.company, kind__in=("billing", "head_office"))
    address = found.order_by("kind", "pk").first()
    lines = (
        [address.line1, address.line2, f"{address.postal_code} {address.city}".strip()]
        if address is not None
        else [f"{due.company.postal_code} {due.company.city}".strip()]
    )
    return Party(due.company.name, tuple(line for line in lines if line))


def _written(amount: Decimal) -> str:
    return format_decimal(amount, _FRENCH, 2)
