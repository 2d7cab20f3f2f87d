"""Brings in a statement of the bank: movements that are new wait for a person, those known already are passed over."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.billing.enums import BankLineState
from negoce.billing.models import BankLine, BankStatement
from negoce.billing.payment_words import say_payment
from negoce.billing.rules.bank.camt import read_camt
from negoce.billing.rules.bank.ofx import read_ofx
from negoce.billing.rules.bank.statement import (
    MOST_MOVEMENTS,
    ReadStatements,
    Statement,
    UnreadableStatement,
    movement_keys,
)
from negoce.billing.rules.bank.table import read_table
from negoce.files.reading.rows import TableRow
from negoce.files.reading.table import read_rows
from negoce.files.reading.text_rows import guess_text_layout
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.kit.refusal import refuse_field

# Read in less than a second and a half of a shared core in every format, where 10 MB took three, and six to keep.
LARGEST = 4 * 1024 * 1024
_BATCH = 500
_MOST_COLUMNS = 200
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{10,30}")


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file gave: new movements, those that were known, lines that could not be read, in words."""

    statements: tuple[BankStatement, ...]
    new: int
    known: int
    faults: tuple[str, ...]


def bring_statement(
    actor: Actor, *, name: str, content: bytes, account: str = "", columns: str = ""
) -> Brought:
    """Read an OFX, camt.053 or CSV file and keep its movements; `account` names the account of a CSV file.

    `columns` names those of a CSV file that does not, in order, with ; or commas between: « Date;Libellé;Montant ».

    The same file twice, or two files that overlap, bring nothing twice. Raises NotAllowed, and Refused with nothing
    kept for a file that is no statement, is too large, or is in another currency than the account's.
    """
    require(actor, Permission.MANAGE_PAYMENTS)
    if len(content) > LARGEST:
        raise refuse_field(
            "file",
            _(
                "Ce fichier dépasse 4 Mo : demandez à la banque une période plus courte, un mois par exemple. Rien n’a"
                " été ajouté."
            ),
        )
    name = name.replace("\0", "")
    digest = hashlib.sha256(content).hexdigest()
    try:
        read = _read(content, timezone.localdate(), names_of(columns))
    except UnreadableStatement as problem:
        raise refuse_field("file", say_payment(Explanation(problem.code, problem.figures))) from problem
    try:
        kept = _keep_all(actor, name, digest, read, account)
    except IntegrityError:
        # Somebody brought the same movements at the same moment: now they are known.
        kept = _keep_all(actor, name, digest, read, account)
    new = sum(count for _statement, count in kept)
    total = sum(len(each.movements) for each in read.statements)
    faults = tuple(
        f"{fault.where} : {say_payment(Explanation(fault.code))} {fault.text}".strip()
        for fault in read.faults
    )
    return Brought(tuple(statement for statement, _count in kept), new, total - new, faults)


def _keep_all(
    actor: Actor, name: str, digest: str, read: ReadStatements, account: str
) -> Sequence[tuple[BankStatement, int]]:
    """Keep the statements of a file in one transaction, with how many movements of each are new."""
    with transaction.atomic():
        if BankStatement.objects.filter(digest__startswith=digest).exists():
            raise refuse_field("file", _("Ce relevé a déjà été importé. Rien n’a été ajouté."))
        kept = [
            _keep(actor, name, f"{digest[:60]}{rank:04d}" if rank else digest, each, account)
            for rank, each in enumerate(read.statements)
        ]
        new = sum(count for _statement, count in kept)
        record(
            actor,
            Entry("imported", "bank_statement", kept[0][0].pk, name[:120], changes={"lines": (None, new)}),
        )
    return kept


def names_of(columns: str) -> Sequence[str]:
    """The names of columns that somebody typed, one a column; none when nothing was typed."""
    return [name.strip() for name in re.split("[;,\t]", columns[:500])] if columns.strip() else ()


def _read(content: bytes, today: date, names: Sequence[str]) -> ReadStatements:
    start = content[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"<?xml") and b"camt.05" in content[:4_000]:
        return read_camt(content)
    if b"OFXHEADER" in start or b"<OFX>" in start or b"<?OFX" in start:
        return read_ofx(content)
    if start.startswith(b"<"):
        return read_camt(content)
    if b"\0" in content[:4_000] or start.startswith((b"%PDF", b"PK\x03\x04")):
        raise UnreadableStatement("bank.no_account")
    with NamedTemporaryFile(suffix=".csv") as held:
        held.write(content)
        held.flush()
        path = Path(held.name)
        rows = _first_rows(read_rows(path, guess_text_layout(path)))
    return read_table(rows, today, names)


def _first_rows(rows: Iterable[TableRow]) -> Sequence[tuple[int, Sequence[str]]]:
    """The rows of a statement, one more than it may have; a table that is wider than any is none.

    Naming a million columns takes minutes, and millions of empty lines all the memory there is.
    """
    found: list[tuple[int, Sequence[str]]] = []
    for row in islice(rows, MOST_MOVEMENTS + 1):
        if any(cell.strip() for cell in row.cells[_MOST_COLUMNS:]):
            raise UnreadableStatement("bank.no_columns")
        found.append((row.number, row.cells[:_MOST_COLUMNS]))
    return found


def _account_named(typed: str) -> str:
    """An IBAN without its spaces, or the name of an account as it was first written: movements are told by it."""
    name = " ".join(typed.replace("\0", "").split())[:40]
    bare = name.replace(" ", "").upper()
    if _IBAN.fullmatch(bare):
        return bare
    return (
        BankStatement.objects.filter(account__iexact=name).values_list("account", flat=True).first() or name
    )


def _keep(
    actor: Actor, name: str, digest: str, statement: Statement, account: str
) -> tuple[BankStatement, int]:
    known = statement.account[:40] or _account_named(account)
    other = BankStatement.objects.filter(account=known).exclude(currency=statement.currency).first()
    if known and other is not None:
        raise refuse_field(
            "file",
            _("Ce compte est tenu en %(currency)s ; ce relevé est en %(other)s. Rien n’a été ajouté.")
            % {"currency": other.currency, "other": statement.currency},
        )
    days = [movement.booked_on for movement in statement.movements]
    kept = BankStatement.objects.create(
        name=name[:200],
        format=statement.format,
        account=known,
        currency=statement.currency,
        starts_on=statement.starts_on or min(days, default=None),
        ends_on=statement.ends_on or max(days, default=None),
        digest=digest,
        brought_by_id=actor.user_id,
    )
    keys = movement_keys(statement.movements)
    there = set()
    for start in range(0, len(keys), _BATCH):
        among = BankLine.objects.filter(account=known, key__in=keys[start : start + _BATCH])
        there |= set(among.values_list("key", flat=True))
    rows = [
        BankLine(
            statement=kept,
            account=known,
            key=key,
            booked_on=movement.booked_on,
            amount=movement.amount,
            label=movement.label,
            counterpart=movement.counterpart,
            counterpart_iban=movement.counterpart_iban,
            reference=movement.reference,
            # What went out is no customer's money: it waits for nobody.
            state=(BankLineState.WAITING if movement.amount > 0 else BankLineState.IGNORED).value,
        )
        for key, movement in zip(keys, statement.movements, strict=True)
        if key not in there
    ]
    BankLine.objects.bulk_create(rows, batch_size=_BATCH)
    return kept, len(rows)
