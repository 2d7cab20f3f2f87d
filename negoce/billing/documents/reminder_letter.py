"""The letter of a reminder: what is owed line by line, interest and indemnity, what happens next.

Its text may be written by the administrator; the table and what the law lets add to it are not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.billing.models import Receivable
from negoce.billing.queries.payments.interest import interest_of
from negoce.billing.queries.payments.reminder_plan import reminder_plan
from negoce.billing.queries.payments.reminders import DueReminder
from negoce.billing.rules.reminder_plan import FIELDS, PlannedStep
from negoce.billing.rules.reminder_steps import ReminderStep
from negoce.catalogue.documents.letter import Letter, LetterTable, letter_pdf
from negoce.catalogue.documents.sale_document import Party
from negoce.catalogue.documents.seller_identity import seller_identity
from negoce.companies.models import Address, Company
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money
from negoce.outbox.rules.merge import merge, read_template
from negoce.parameters.queries.dated_values import dated_values
from negoce.parameters.queries.seller import seller

ZERO = Decimal(0)
Language = Literal["fr", "en"]
# Where one writes to a company in French; elsewhere in English.
_FRENCH = frozenset("FR BE LU CH MC GP MQ GF RE YT PM BL MF NC PF WF".split())


@dataclass(frozen=True, slots=True)
class Owed:
    """What a letter tells: the open documents oldest first, and what being late has added on its day, in euros."""

    receivables: Sequence[Receivable]
    left: Decimal
    days_late: int
    interest: Decimal
    fee: Decimal


def reminder_letter(due: DueReminder, today: date) -> bytes:
    """Return the PDF of the letter, in French, or in English for a customer abroad who reads no French."""
    values = dated_values()
    worked = [interest_of(row, today, values) for row in due.receivables]
    owed = Owed(
        due.receivables,
        due.left,
        due.oldest_late,
        sum((each.value.interest for each in worked if each is not None), ZERO),
        sum((each.value.recovery_fee for each in worked if each is not None), ZERO),
    )
    planned = next((each for each in reminder_plan() if each.step.number == due.step.number), None)
    company = due.company
    return letter_pdf(
        write_reminder(planned or PlannedStep(due.step), company, owed, today, language_of(company))
    )


def language_of(company: Company) -> Language:
    """The language of a letter to a company, by its country."""
    return "fr" if (company.country or "FR") in _FRENCH else "en"


def write_reminder(
    planned: PlannedStep, company: Company, owed: Owed, today: date, language: Language
) -> Letter:
    """Return the letter of a step; a company that is not stored has no address."""
    with override(language):
        table = LetterTable(
            headings=(_("Facture"), _("Émise le"), _("Échéance"), _("Reste dû")),
            rows=tuple(
                (row.reference, row.issued_on, row.due_on or "", row.amount - row.settled)
                for row in owed.receivables
            ),
            total=(_("Total"), "", "", owed.left),
        )
        subject, body = _texts(planned, company, owed, language)
        return Letter(
            made_on=today,
            seller=seller_identity(seller()),
            recipient=_recipient(company),
            subject=subject,
            body=body,
            table=table,
            closing=(
                _(
                    "S’y ajoutent, à ce jour, %(interest)s € de pénalités de retard et %(fee)s € d’indemnité"
                    " forfaitaire pour frais de recouvrement (C. com. L441-10)."
                )
                % {"interest": _written(owed.interest, language), "fee": _written(owed.fee, language)},
                _("Si votre règlement s’est croisé avec cette lettre, veuillez ne pas en tenir compte."),
            ),
            language=language,
        )


def usual_texts(step: ReminderStep, language: Language) -> Mapping[str, str]:
    """The subject and the body of a step whose text nobody wrote."""
    with override(language):
        if not step.is_notice:
            return {
                "subject": _("Rappel de règlement"),
                "body": "\n\n".join(
                    (
                        _("Madame, Monsieur,"),
                        _("Sauf erreur de notre part, les factures suivantes restent dues :"),
                    )
                ),
            }
        notice = _(
            "Malgré nos rappels, les factures ci-dessous restent impayées. Nous vous mettons en demeure de les"
            " régler sous huit jours à réception de cette lettre ; à défaut, nous en poursuivrons le recouvrement"
            " par toute voie de droit."
        )
        return {
            "subject": _("Mise en demeure de payer"),
            "body": "\n\n".join((_("Madame, Monsieur,"), notice)),
        }


def _texts(
    planned: PlannedStep, company: Company, owed: Owed, language: Language
) -> tuple[str, tuple[str, ...]]:
    usual = usual_texts(planned.step, language)
    prefix = "english" if language == "en" else "french"
    oldest = min((row.due_on for row in owed.receivables if row.due_on), default=None)
    values = {
        "company": company.name,
        "open_amount": format_money(owed.left, language),
        "days_late": str(owed.days_late),
        "due_on": format_date(oldest, language) if oldest else "",
    }

    def filled(name: str) -> str:
        text = planned.texts.get(f"{prefix}_{name}", "") or usual[name]
        read = read_template(text, FIELDS[language])
        return merge(read, values).text if not read.findings else text

    paragraphs = (" ".join(part.split()) for part in filled("body").replace("\r", "").split("\n\n"))
    return filled("subject"), tuple(part for part in paragraphs if part)


def _recipient(company: Company) -> Party:
    found = Address.objects.filter(company_id=company.pk, kind__in=("billing", "head_office"))
    address = found.order_by("kind", "pk").first()
    lines = (
        [address.line1, address.line2, f"{address.postal_code} {address.city}".strip()]
        if address is not None
        else [f"{company.postal_code} {company.city}".strip()]
    )
    return Party(company.name, tuple(line for line in lines if line))


def _written(amount: Decimal, language: str) -> str:
    return format_decimal(amount, language, 2)
