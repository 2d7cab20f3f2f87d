"""Moves what is settled of a receivable, in the caller's transaction."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.billing.models import Payment, Receivable
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused
from negoce.ui.words.say import reader_language

ZERO = Decimal(0)
# Each turn reads the row again; that many others in a row came between on no machine we know.
_TURNS = 50


def take(receivable_id: int, amount: Decimal, day: date, *, written_off: Decimal = ZERO) -> Receivable:
    """Add to what is settled, in euros including VAT; below zero takes it back, or settles a credit note.

    `written_off` is the part of it that nobody paid. What is settled stays between nothing and the whole amount. The
    sum is worked out here, not by the database: SQLite adds in binary. Returns the row as written. Raises Refused for
    more than what is left, or taken back.
    """
    for _turn in range(_TURNS):
        row = Receivable.objects.get(pk=receivable_id)
        settled = row.settled + amount
        low, high = sorted((ZERO, row.amount))
        if not low <= settled <= high:
            raise Refused(
                _("%(reference)s : il reste %(left)s € à régler, pas %(amount)s €.")
                % _written(reference=row.reference, left=row.amount - row.settled, amount=amount)
            )
        closes = settled == row.amount
        values = {
            "settled": settled,
            "written_off": row.written_off + written_off,
            "is_open": not closes,
            "settled_on": day if closes else None,
            "revision": row.revision + 1,
        }
        if Receivable.objects.filter(pk=row.pk, revision=row.revision).update(**values):
            for name, value in values.items():
                setattr(row, name, value)
            return row
    raise Refused(_("Ce compte change sans cesse : recommencez dans un instant. Rien n’a été enregistré."))


def spend(payment_id: int, amount: Decimal) -> Payment:
    """Add to what of a payment is matched; below zero gives it back. Raises Refused for more than there is."""
    for _turn in range(_TURNS):
        row = Payment.objects.get(pk=payment_id)
        matched = row.matched + amount
        low, high = sorted((ZERO, row.amount))
        if row.cancelled_at is not None:
            raise Refused(_("Ce règlement est annulé : il ne paie plus rien."))
        if not low <= matched <= high:
            raise Refused(
                _("Il reste %(left)s € de ce règlement, pas %(amount)s €.")
                % _written(left=row.amount - row.matched, amount=amount)
            )
        changed = Payment.objects.filter(pk=row.pk, revision=row.revision)
        if changed.update(matched=matched, revision=row.revision + 1):
            row.matched, row.revision = matched, row.revision + 1
            return row
    raise Refused(_("Ce règlement change sans cesse : recommencez dans un instant. Rien n’a été enregistré."))


def _written(**figures: object) -> dict[str, object]:
    """Amounts as the reader writes them, to the cent."""
    language = reader_language()
    return {
        name: format_decimal(value, language, 2) if isinstance(value, Decimal) else value
        for name, value in figures.items()
    }
