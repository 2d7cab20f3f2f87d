"""What the bank wrote of a person: the money, its day and what it paid stay as accounts need them, the name goes.

A label is no voucher: the bank's own statement is (C. com. L123-22), and it is kept with it. What tells our reading of
it apart from another is a digest: the same statement brought again brings nothing back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from negoce.billing.models import BankLine, BankStatement, Payment
from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.models import Company, Contact
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.companies.rules.privacy.redaction import Traces, traces_of
from negoce.identity.models import JournalEntry
from negoce.kit.text import fold, name_key

_LONGEST = {"label": 500, "counterpart": 200, "reference": 140}
_LINE_TEXTS = tuple(_LONGEST)
_BATCH = 500
_FEW = 3
Redact = Callable[[str], str]


def erase_bank_texts(crowd: Crowd) -> int:
    """Take people's names out of movements, payments and statements of any company; returns how many rows changed.

    Where the payer is the person, the account is theirs too and is forgotten. On what paid for their company, the
    last name alone means them, unless it is that of the company.
    """
    alone = _alone(crowd)
    changed = _erase_lines(_maybe(BankLine, _LINE_TEXTS, "payment__company_id", crowd), crowd.redact, alone)
    payments = _maybe(Payment, ("reference",), "company_id", crowd).exclude(reference="")
    statements = _maybe(BankStatement, ("name",), "", crowd)
    in_file_names = partial(_redact_file_name, redact=crowd.redact)
    for kind, rows, column, mend in (
        ("payment", payments, "reference", crowd.redact),
        ("bank_statement", statements, "name", in_file_names),
    ):
        told = JournalEntry.objects.filter(subject_kind=kind, subject_id__in=rows.order_by().values("pk"))
        changed += mend_rows(told, ("subject_name", "values"), partial(_mend, redact=mend))
        changed += mend_rows(rows, (column,), mend)
    return changed


def _maybe(model: Any, columns: Sequence[str], company: str, crowd: Crowd) -> QuerySet[Any]:
    """The rows that may name somebody, as the database looks for it, or are of their companies.

    For many people every row is read: that is quicker than to look for each name.
    """
    if len(crowd.each) > _FEW:
        return model.objects.all()
    known = Contact.objects.filter(pk__in=crowd.keys).exclude(last_name="").order_by("pk")
    asked = [_naming(each)(columns) for each in known]
    if company:
        asked.append(Q(**{f"{company}__in": crowd.own_companies}))
    return model.objects.filter(reduce(or_, asked)) if asked else model.objects.none()


def _redact_file_name(name: str, redact: Redact) -> str:
    """Files are named with lines below where a text has spaces; a name that tells nobody keeps them."""
    spaced = name.replace("_", " ")
    mended = redact(spaced)
    return name if mended == spaced else mended


def _erase_lines(lines: QuerySet[BankLine], redact: Redact, alone: Mapping[int, Sequence[Traces]]) -> int:
    """Nobody waits while lines are read; those that change are read again in the transaction that writes them."""

    def mended(company: int | None, before: Sequence[str]) -> Sequence[str]:
        return [_without(text, redact, alone.get(company or 0, ())) for text in before]

    told = lines.order_by("pk").values_list("pk", "payment__company_id", *_LINE_TEXTS)
    keys = [
        key for key, company, *before in told.iterator(chunk_size=_BATCH) if mended(company, before) != before
    ]
    for start in range(0, len(keys), _BATCH):
        with transaction.atomic():
            part = BankLine.objects.filter(pk__in=keys[start : start + _BATCH]).select_related("payment")
            rows = list(part.order_by("pk"))
            for row in rows:
                payment = getattr(row, "payment", None)
                before = [getattr(row, name) for name in _LINE_TEXTS]
                after = mended(payment.company_id if payment is not None else None, before)
                for name, text in zip(_LINE_TEXTS, after, strict=True):
                    setattr(row, name, text[: _LONGEST[name]])
                if after[1] != before[1]:
                    row.counterpart_iban = ""
            BankLine.objects.bulk_update(rows, [*_LINE_TEXTS, "counterpart_iban"])
    return len(keys)


def _without(text: str, redact: Redact, alone: Sequence[Traces]) -> str:
    mended = redact(text)
    for traces in alone:
        mended = traces.redact(mended, _("[personne effacée]"))
    return mended


def _alone(crowd: Crowd) -> Mapping[int, Sequence[Traces]]:
    """By company, the last names that alone are a person's on its movements."""
    companies = Company.objects.filter(pk__in=crowd.own_companies).order_by()
    names = dict(companies.values_list("pk", "name_key"))
    found: dict[int, list[Traces]] = defaultdict(list)
    for one in crowd.each:
        key = name_key(one.last_name)
        if not key:
            continue
        traces = traces_of("", one.last_name, (), alone=True)
        for company in one.own_companies:
            if key not in names.get(company, key):
                found[company].append(traces)
    return found


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
