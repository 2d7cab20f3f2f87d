"""camt.053 statements (ISO 20022), of any version: one movement a detail, or an entry where it has none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from lxml import etree

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


def read_camt(content: bytes) -> ReadStatements:
    """Read every account of a camt.053 file. Raises UnreadableStatement.

    The file comes from outside: entities, external files and very deep trees are refused by the parser.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise UnreadableStatement("bank.xml_unreadable", text=str(problem)[:200]) from problem
    if root.getroottree().docinfo.doctype:
        raise UnreadableStatement("bank.xml_unreadable", text="DOCTYPE")
    parts = root.findall(".//{*}BkToCstmrStmt/{*}Stmt")
    if not parts:
        raise UnreadableStatement("bank.no_account")
    if len(parts) > MOST_STATEMENTS:
        raise UnreadableStatement("bank.too_many_accounts", most=MOST_STATEMENTS)
    found: list[Statement] = []
    faults: list[StatementFault] = []
    for part in parts:
        statement, wrong = _statement(part)
        found.append(statement)
        faults += wrong
    return ReadStatements(tuple(found), tuple(faults))


def _statement(part: etree._Element) -> tuple[Statement, list[StatementFault]]:
    account = _text(part, "Acct/Id/IBAN") or _text(part, "Acct/Id/Othr/Id")
    currency = _text(part, "Acct/Ccy")
    movements: list[Movement] = []
    faults: list[StatementFault] = []
    for number, entry in enumerate(part.findall("{*}Ntry"), start=1):
        currency = currency or _currency(entry)
        if _text(entry, "Sts/Cd") == "PDNG" or _text(entry, "Sts") == "PDNG":
            continue
        read, code = _movements(entry, str(number))
        movements += read
        if code:
            faults.append(StatementFault(_text(entry, "AcctSvcrRef") or str(number), code))
        if max(number, len(movements)) > MOST_MOVEMENTS:
            raise UnreadableStatement("bank.too_many", most=MOST_MOVEMENTS)
    statement = Statement(
        format="camt",
        account=account[:40],
        currency=(currency or "EUR")[:3].upper(),
        movements=tuple(movements),
        starts_on=_day(_text(part, "FrToDt/FrDtTm")),
        ends_on=_day(_text(part, "FrToDt/ToDtTm")),
    )
    return statement, faults


def _movements(entry: etree._Element, number: str) -> tuple[list[Movement], str]:
    booked = _day(_text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt"))
    if booked is None:
        return [], "bank.no_day"
    total = _amount(entry.find("{*}Amt"), _text(entry, "CdtDbtInd"))
    if total is None:
        return [], "bank.no_amount"
    key = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    label = _text(entry, "AddtlNtryInf")
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    amounts = [_detail_amount(detail, _text(entry, "CdtDbtInd")) for detail in details]
    # A batch booked as one sum is split only when its parts add up to it.
    split = len(details) > 1 and None not in amounts and sum(each or 0 for each in amounts) == total
    if not split:
        return [_movement(details[0] if details else entry, booked, total, key, label)], ""
    return [
        _movement(detail, booked, amount or Decimal(0), f"{key}/{rank}" if key else "", label)
        for rank, (detail, amount) in enumerate(zip(details, amounts, strict=True), start=1)
    ], ""


def _movement(part: etree._Element, booked: date, amount: Decimal, key: str, label: str) -> Movement:
    side = "Dbtr" if amount >= 0 else "Cdtr"
    remittance = " ".join(each.text or "" for each in part.findall("{*}RmtInf/{*}Ustrd")).strip()
    structured = _text(part, "RmtInf/Strd/CdtrRefInf/Ref")
    end_to_end = _text(part, "Refs/EndToEndId")
    name = _text(part, f"RltdPties/{side}/Nm") or _text(part, f"RltdPties/{side}/Pty/Nm")
    return Movement(
        booked_on=booked,
        amount=amount,
        label=(" ".join(each for each in (remittance, structured, label) if each))[:LONGEST],
        counterpart=name[:200],
        counterpart_iban=_text(part, f"RltdPties/{side}Acct/Id/IBAN")[:34],
        reference=("" if end_to_end == "NOTPROVIDED" else end_to_end)[:140],
        bank_key=key[:100],
    )


def _currency(entry: etree._Element) -> str:
    found = entry.find("{*}Amt")
    return "" if found is None else str(found.get("Ccy") or "")


def _detail_amount(detail: etree._Element, side: str) -> Decimal | None:
    found = detail.find("{*}Amt")
    if found is None:
        found = detail.find("{*}AmtDtls/{*}TxAmt/{*}Amt")
    return _amount(found, _text(detail, "CdtDbtInd") or side)


def _amount(found: etree._Element | None, side: str) -> Decimal | None:
    amount = read_amount((found.text or "").strip()) if found is not None else None
    return -amount if amount is not None and side == "DBIT" else amount


def _text(part: etree._Element, path: str) -> str:
    found = part.findtext("/".join(f"{{*}}{step}" for step in path.split("/")))
    return (found or "").strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
