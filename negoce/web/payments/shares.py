"""The open documents of a customer, each with the part of a payment that it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.billing.models import Receivable
from negoce.billing.payment_words import say_payment
from negoce.billing.queries.payments.visible import visible_receivables
from negoce.billing.rules.payment_values import clean_money
from negoce.companies.models import Company
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.web.payments.figures import day, left_of, money

PREFIX = "share-"
_MOST = 200
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """An open document on the form: `typed` is what its field holds."""

    name: str
    reference: str
    due: str
    left: str
    typed: str


def share_lines(
    actor: Actor, company: Company, amount: Decimal | None, typed: Mapping[str, str] | None = None
) -> Sequence[ShareLine]:
    """The documents that money of this sign may settle, oldest first, filled oldest first unless typed."""
    rows = visible_receivables(actor).filter(company=company, is_open=True)
    rows = rows.filter(amount__lt=0) if amount is not None and amount < 0 else rows.filter(amount__gt=0)
    rest = amount or ZERO
    found = []
    for row in rows.order_by("due_on", "pk")[:_MOST]:
        share = _nearer_zero(rest, left_of(row))
        rest -= share
        name = f"{PREFIX}{row.public_id}"
        shown = typed.get(name, "") if typed is not None else _plain(share)
        found.append(
            ShareLine(name, row.reference, day(row.due_on), money(left_of(row), row.currency), shown)
        )
    return found


def read_shares(actor: Actor, company: Company, posted: Mapping[str, str]) -> dict[int, Decimal]:
    """The amounts typed, by the key of their document. Raises Refused, naming the document of a faulty one."""
    given = {name.removeprefix(PREFIX): text for name, text in posted.items() if name.startswith(PREFIX)}
    wanted = {key: text for key, text in given.items() if text.strip()}
    rows = visible_receivables(actor).filter(company=company, public_id__in=wanted)
    known: dict[str, Receivable] = {row.public_id: row for row in rows}
    shares: dict[int, Decimal] = {}
    for key, text in wanted.items():
        row = known.get(key)
        if row is None:
            raise Refused(_("Une de ces factures n’est pas de ce client. Rien n’a été enregistré."))
        amount, finding = clean_money(text, mark_of(actor.language))
        if finding is not None and finding.code == "text.required":
            continue
        if finding is not None or amount is None:
            said = say_payment(finding) if finding is not None else ""
            raise Refused(f"{row.reference} : {said}", fields={"shares": [f"{row.reference} : {said}"]})
        shares[row.pk] = amount
    return shares


def _nearer_zero(rest: Decimal, left: Decimal) -> Decimal:
    return min(rest, left) if left > 0 else max(rest, left)


def _plain(share: Decimal) -> str:
    return "" if not share else f"{share:.2f}".replace(".", ",")
