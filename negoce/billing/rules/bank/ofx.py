"""OFX statements, as French banks write them: SGML 1.02 or XML, decimals with a comma, keys that repeat."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

from negoce.billing.rules.bank.statement import (
    LONGEST,
    MOST_MOVEMENTS,
    MOST_STATEMENTS,
    Movement,
    ReadStatements,
    Statement,
    StatementFault,
    UnreadableStatement,
    read_amount,
)

# The parser goes back over long blanks as often as there are of them, powers of it in the head: hours for a megabyte.
_BLANKS = re.compile(rb"[ \t\r\n\f\v\x1c-\x1f\x85\xa0]{9,}")
_STATEMENTS = ("STMTRS", "CCSTMTRS")


def read_ofx(content: bytes) -> ReadStatements:
    """Read every account of an OFX file. Raises UnreadableStatement; movements that make no sense are faults."""
    from ofxtools.Parser import OFXTree, ParseError

    tree, plain = OFXTree(), told_as_written(made_plain(content))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree.parse(BytesIO(plain))
    except (ParseError, ValueError, SyntaxError, LookupError, RecursionError) as problem:
        raise UnreadableStatement("bank.ofx_unreadable", text=str(problem)[:200]) from problem
    root = tree.getroot()
    found: list[Statement] = []
    faults: list[StatementFault] = []
    for name in _STATEMENTS:
        for part in root.iter(name) if root is not None else ():
            if len(found) >= MOST_STATEMENTS:
                raise UnreadableStatement("bank.too_many_accounts", most=MOST_STATEMENTS)
            if any(part.find(f".//{inner}") is not None for inner in _STATEMENTS):
                # One inside another would be read as often as it is deep.
                raise UnreadableStatement("bank.ofx_unreadable", text=name)
            statement, wrong = _statement(part)
            found.append(statement)
            faults += wrong
    if not found:
        raise UnreadableStatement("bank.no_account")
    return ReadStatements(tuple(found), tuple(faults))


def made_plain(content: bytes) -> bytes:
    """Return a file without what its parser takes hours over: endless blanks, sections of characters.

    Raises UnreadableStatement for a section that is not closed.
    """
    pieces: list[bytes] = []
    rest = _BLANKS.sub(lambda blanks: b"\n" if b"\n" in blanks.group() else b" ", content)
    while True:
        before, opened, after = rest.partition(b"<![CDATA[")
        pieces.append(before)
        if not opened:
            return b"".join(pieces)
        inside, closed, rest = after.partition(b"]]>")
        if not closed:
            raise UnreadableStatement("bank.ofx_unreadable", text="CDATA")
        # A bracket in a text would begin a tag.
        pieces.append(inside.replace(b"<", b" "))


def told_as_written(content: bytes) -> bytes:
    """Return a file of the SGML kind in UTF-8, its header saying so.

    Banks declare US-ASCII and write accents, in windows-1252 or in UTF-8: what is written counts.
    """
    if not content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"OFXHEADER"):
        return content
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    head, tag, body = text.partition("<OFX>")
    head = re.sub(r"(?m)^(ENCODING):[^\r\n]*", r"\1:UTF-8", head)
    head = re.sub(r"(?m)^(CHARSET):[^\r\n]*", r"\1:NONE", head)
    return f"{head}{tag}{body}".encode()


def _statement(part: Any) -> tuple[Statement, list[StatementFault]]:
    movements, faults = [], []
    for number, row in enumerate(part.iter("STMTTRN"), start=1):
        if number > MOST_MOVEMENTS:
            raise UnreadableStatement("bank.too_many", most=MOST_MOVEMENTS)
        read = _movement(row)
        if isinstance(read, Movement):
            movements.append(read)
        else:
            faults.append(StatementFault(_text(row, "FITID") or str(number), read, _text(row, "NAME")[:60]))
    days = [_day(_text(part, f".//{name}")) for name in ("DTSTART", "DTEND")]
    return (
        Statement(
            format="ofx",
            account="".join(_account(part)),
            currency=_text(part, "CURDEF")[:3].upper() or "EUR",
            movements=tuple(movements),
            starts_on=days[0],
            ends_on=days[1],
        ),
        faults,
    )


def _movement(row: Any) -> Movement | str:
    booked = _day(_text(row, "DTPOSTED"))
    if booked is None:
        return "bank.no_day"
    amount = read_amount(_text(row, "TRNAMT").replace(" ", "").replace(",", "."))
    if amount is None:
        return "bank.no_amount"
    name, memo = _text(row, "NAME"), _text(row, "MEMO")
    return Movement(
        booked_on=booked,
        amount=amount,
        label=" ".join(part for part in (name, memo) if part)[:LONGEST],
        counterpart=name[:200],
        reference=(_text(row, "REFNUM") or _text(row, "CHECKNUM"))[:140],
        bank_key=_text(row, "FITID")[:100],
    )


def _account(part: Any) -> Iterator[str]:
    for name in ("BANKID", "BRANCHID", "ACCTID", "ACCTKEY"):
        yield _text(part, f".//{name}")[:34]


def _text(part: Any, name: str) -> str:
    found = part.find(name)
    # No text has a NUL, and PostgreSQL keeps none.
    return (found.text or "").replace("\0", "").strip() if found is not None else ""


def _day(text: str) -> date | None:
    digits = text[:8]
    if not (digits.isascii() and digits.isdigit() and len(digits) == 8):
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
