"""What the bank wrote of a person: the money, its day and what it paid stay as accounts need them, the name goes.

A label is no voucher: the bank's own statement is (C. com. L123-22), and it is kept with it. What tells our reading of
it apart from another is a digest: the same statement brought again brings nothing back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from negoce.billing.models import BankLine, BankStatement, Payment
from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.models import Company, Contact
from negoce.companies.rules.privacy.redaction import Traces, traces_of
from negoce.identity.models import JournalEntry
from negoce.kit.text import fold, name_key
from negoce.negotiation.person_texts import companies_of, redact_texts

_LONGEST = {"label": 500, "counterpart": 200, "reference": 140}
_LINE_TEXTS = tuple(_LONGEST)
_BATCH = 500
Redact = Callable[[str], str]


def erase_bank_texts(contact_id: int, redact: Redact) -> int:
    """Take a person's name out of movements, payments and statements of any company; returns how many rows changed.

    Where the payer is the person, the account is theirs too and is forgotten. On what paid for their company, the
    last name alone means them, unless it is that of the company.
    """
    person = Contact.objects.filter(pk=contact_id).first()
    if person is None or not person.last_name:
        return 0
    named = _naming(person)
    companies = companies_of(contact_id)
    lines = BankLine.objects.filter(named(_LINE_TEXTS) | Q(payment__company_id__in=companies))
    alone = _alone(person.last_name, companies)
    changed = _erase_lines(lines.select_related("payment").order_by("pk"), redact, alone)
    payments = Payment.objects.filter(named(("reference",)) | Q(company_id__in=companies)).exclude(
        reference=""
    )
    statements = BankStatement.objects.filter(named(("name",)))
    in_file_names = partial(_redact_file_name, redact=redact)
    for kind, rows, column, mend in (
        ("payment", payments, "reference", redact),
        ("bank_statement", statements, "name", in_file_names),
    ):
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        changed += redact_texts(rows, (column,), mend)
        changed += _erase_journal(kind, keys, mend)
    return changed


def _redact_file_name(name: str, redact: Redact) -> str:
    """Files are named with lines below where a text has spaces; a name that tells nobody keeps them."""
    spaced = name.replace("_", " ")
    mended = redact(spaced)
    return name if mended == spaced else mended


def _erase_journal(kind: str, keys: Sequence[int], redact: Redact) -> int:
    """What the journal says of these payments or statements."""
    return sum(
        mend_rows(
            JournalEntry.objects.filter(subject_kind=kind, subject_id__in=keys[start : start + _BATCH]),
            ("subject_name", "values"),
            lambda value: _mend(value, redact),
        )
        for start in range(0, len(keys), _BATCH)
    )


def _erase_lines(lines: Any, redact: Redact, alone: dict[int, Traces]) -> int:
    changed = []
    for row in lines.iterator(chunk_size=_BATCH):
        payment = getattr(row, "payment", None)
        traces = alone.get(payment.company_id) if payment is not None else None
        before = [getattr(row, name) for name in _LINE_TEXTS]
        after = [_without(text, redact, traces) for text in before]
        if after == before:
            continue
        for name, text in zip(_LINE_TEXTS, after, strict=True):
            setattr(row, name, text[: _LONGEST[name]])
        if after[1] != before[1]:
            row.counterpart_iban = ""
        changed.append(row)
    BankLine.objects.bulk_update(changed, [*_LINE_TEXTS, "counterpart_iban"], batch_size=_BATCH)
    return len(changed)


def _without(text: str, redact: Redact, alone: Traces | None) -> str:
    mended = redact(text)
    return mended if alone is None else alone.redact(mended, _("[personne effacée]"))


def _alone(last_name: str, companies: Sequence[int]) -> dict[int, Traces]:
    """Companies on whose movements the last name alone is the person's."""
    key = name_key(last_name)
    traces = traces_of("", last_name, (), alone=True)
    rows = Company.objects.filter(pk__in=companies).exclude(name_key__contains=key)
    return dict.fromkeys(rows.values_list("pk", flat=True), traces)


def _naming(person: Contact) -> Callable[[Sequence[str]], Q]:
    """The condition that one of these columns may name the person, as the database looks for it: what it brings is
    then read as every text is. Banks write in capitals, mostly without accents.
    """
    longest = max(person.last_name.replace("-", " ").split(), key=len)
    written = {longest, longest.upper(), longest.title(), fold(longest)} | ({person.email} - {""})

    def named(columns: Sequence[str]) -> Q:
        return reduce(
            or_, (Q(**{f"{name}__icontains": text}) for name in columns for text in sorted(written))
        )

    return named


def _mend(value: Any, redact: Redact) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, list):
        return [_mend(each, redact) for each in value]
    if isinstance(value, dict):
        return {key: _mend(each, redact) for key, each in value.items()}
    return value
