"""camt.053 of several versions, and hostile XML."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.billing.rules.bank.camt import read_camt
from negoce.billing.rules.bank.statement import Movement, UnreadableStatement

ENTRY = """<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts>
<BookgDt><Dt>2026-11-15</Dt></BookgDt><AcctSvcrRef>A1</AcctSvcrRef><NtryDtls>{details}</NtryDtls>
<AddtlNtryInf>VIREMENT RECU</AddtlNtryInf></Ntry>"""
DETAIL = """<TxDtls><Refs><EndToEndId>{key}</EndToEndId></Refs>{amount}<RltdPties><Dbtr><Nm>Laiterie</Nm></Dbtr>
<DbtrAcct><Id><IBAN>FR7630006000011234567890189</IBAN></Id></DbtrAcct></RltdPties>
<RmtInf><Ustrd>F2026-00012</Ustrd></RmtInf></TxDtls>"""


def camt(*entries: str, version: str = "02") -> bytes:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt><Stmt><Id>1</Id>
<FrToDt><FrDtTm>2026-11-01T00:00:00</FrDtTm><ToDtTm>2026-11-21T00:00:00</ToDtTm></FrToDt>
<Acct><Id><IBAN>FR7610107001011234567890129</IBAN></Id><Ccy>EUR</Ccy></Acct>{"".join(entries)}
</Stmt></BkToCstmrStmt></Document>""".encode()


def entry(amount: str, side: str = "CRDT", status: str = "BOOK", details: str = "") -> str:
    return ENTRY.format(amount=amount, side=side, status=status, details=details)


@pytest.mark.parametrize("version", ["02", "08"])
def test_one_transfer(version: str) -> None:
    statement = read_camt(
        camt(entry("1234.56", details=DETAIL.format(key="E1", amount="")), version=version)
    ).statements[0]
    assert (statement.account, statement.currency) == ("FR7610107001011234567890129", "EUR")
    assert statement.movements == (
        Movement(
            booked_on=date(2026, 11, 15),
            amount=D("1234.56"),
            label="F2026-00012 VIREMENT RECU",
            counterpart="Laiterie",
            counterpart_iban="FR7630006000011234567890189",
            reference="E1",
            bank_key="A1",
        ),
    )


def test_a_batch_is_split_when_its_parts_add_up() -> None:
    parts = "".join(
        DETAIL.format(key="NOTPROVIDED", amount=f"<Amt Ccy='EUR'>{amount}</Amt>")
        for amount in ("100.00", "50.00")
    )
    movements = read_camt(camt(entry("150.00", details=parts))).statements[0].movements
    assert [(each.amount, each.bank_key, each.reference) for each in movements] == [
        (D("100.00"), "A1/1", ""),
        (D("50.00"), "A1/2", ""),
    ]
    whole = read_camt(camt(entry("151.00", details=parts))).statements[0].movements
    assert [(each.amount, each.bank_key) for each in whole] == [(D("151.00"), "A1")]


def test_a_debit_is_below_zero_and_what_is_pending_is_left() -> None:
    movements = read_camt(camt(entry("20", "DBIT"), entry("99", status="PDNG"))).statements[0].movements
    assert [each.amount for each in movements] == [D("-20.00")]


def test_a_fault_names_the_entry() -> None:
    read = read_camt(camt(entry("beaucoup"), entry("1")))
    assert [(each.where, each.code) for each in read.faults] == [("A1", "bank.no_amount")]
    assert len(read.statements[0].movements) == 1


BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>&b;</IBAN></Id></Acct></Stmt></BkToCstmrStmt></Document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>&x;</IBAN></Id></Acct></Stmt></BkToCstmrStmt></Document>"""


@pytest.mark.parametrize("content", [b"", b"bonjour", b"<a/>", BOMB, OUTSIDE, b"<a>" * 100_000])
def test_hostile_and_other_files_are_refused(content: bytes) -> None:
    with pytest.raises(UnreadableStatement):
        read_camt(content)


def test_a_file_of_more_accounts_than_a_bank_keeps_is_refused() -> None:
    many = "<Stmt/>" * 401
    with pytest.raises(UnreadableStatement, match=r"bank\.too_many_accounts"):
        read_camt(f"<Document><BkToCstmrStmt>{many}</BkToCstmrStmt></Document>".encode())


@pytest.mark.parametrize("amount", ["1e999999999", "10000000000000", "NaN", "-Infinity"])
def test_an_amount_out_of_all_proportion_is_none(amount: str) -> None:
    read = read_camt(camt(entry(amount)))
    assert ([each.code for each in read.faults], read.statements[0].movements) == (["bank.no_amount"], ())


def test_an_amount_below_the_cent_is_nothing() -> None:
    assert read_camt(camt(entry("1e-999999"))).statements[0].movements[0].amount == D("0.00")
