"""OFX as French banks write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal as D

import pytest

from negoce.billing.rules.bank.ofx import made_plain, read_ofx
from negoce.billing.rules.bank.statement import Movement, StatementFault, UnreadableStatement

HEAD = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

"""
BODY = """<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>EUR
<BANKACCTFROM><BANKID>30003<BRANCHID>03620<ACCTID>00020216907<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261101000000<DTEND>20261121000000
{movements}
</BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"""
CREDIT = """<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261115<TRNAMT>+1234,56<FITID>K1
<NAME>VIR LAITERIE D\u2019ÉTÉ & FILS<MEMO>F2026-00012</STMTTRN>"""


def ofx(*movements: str) -> bytes:
    return (HEAD + BODY.format(movements="\n".join(movements))).encode("cp1252")


def test_a_comma_an_accent_and_an_ampersand() -> None:
    read = read_ofx(ofx(CREDIT))
    statement = read.statements[0]
    assert (statement.account, statement.currency) == ("300030362000020216907", "EUR")
    assert (statement.starts_on, statement.ends_on) == (date(2026, 11, 1), date(2026, 11, 21))
    assert statement.movements == (
        Movement(
            booked_on=date(2026, 11, 15),
            amount=D("1234.56"),
            label="VIR LAITERIE D\u2019ÉTÉ & FILS F2026-00012",
            counterpart="VIR LAITERIE D\u2019ÉTÉ & FILS",
            bank_key="K1",
        ),
    )


def test_what_makes_no_sense_is_named_and_the_rest_is_read() -> None:
    bad_day = CREDIT.replace("20261115", "20261345").replace("K1", "K2")
    bad_amount = CREDIT.replace("+1234,56", "beaucoup").replace("K1", "K3")
    read = read_ofx(ofx(bad_day, CREDIT, bad_amount))
    assert [each.bank_key for each in read.statements[0].movements] == ["K1"]
    assert read.faults == (
        StatementFault("K2", "bank.no_day", "VIR LAITERIE D\u2019ÉTÉ & FILS"),
        StatementFault("K3", "bank.no_amount", "VIR LAITERIE D\u2019ÉTÉ & FILS"),
    )


@pytest.mark.parametrize("content", [b"", b"bonjour", b"<OFX>", HEAD.encode(), b"\xff\xfe\x00", b"%PDF-1.7"])
def test_another_file_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableStatement):
        read_ofx(content)


def test_a_statement_without_movements_is_an_empty_one() -> None:
    assert read_ofx(ofx()).statements[0].movements == ()


def test_a_nul_is_left_out_and_accounts_are_counted() -> None:
    assert read_ofx(ofx(CREDIT.replace("& FILS", "\0FILS"))).statements[0].movements[0].label.count("\0") == 0
    many = "<STMTRS><CURDEF>EUR</STMTRS>" * 401
    with pytest.raises(UnreadableStatement, match=r"bank\.too_many_accounts"):
        read_ofx((HEAD + f"<OFX>{many}</OFX>").encode())


def test_what_takes_its_parser_hours_is_taken_out_first() -> None:
    blanks = b"DATA:" + b" " * 500_000 + b"\xa0\t" * 500_000 + b"\n" * 20 + b"a   b"
    assert made_plain(blanks) == b"DATA:\na   b"
    assert made_plain(b"<NAME><![CDATA[a <b>]]><MEMO><![CDATA[c]]>") == b"<NAME>a  b><MEMO>c"
    with pytest.raises(UnreadableStatement, match=r"bank\.ofx_unreadable"):
        made_plain(b"<NAME><![CDATA[a")


def test_a_section_of_characters_is_a_text() -> None:
    written = CREDIT.replace("VIR LAITERIE D\u2019ÉTÉ & FILS", "<![CDATA[VIR LAITERIE]]>")
    assert read_ofx(ofx(written)).statements[0].movements[0].counterpart == "VIR LAITERIE"


def test_a_statement_inside_another_is_refused() -> None:
    nested = "<STMTRS><CURDEF>EUR<STMTRS><CURDEF>EUR</STMTRS></STMTRS>"
    with pytest.raises(UnreadableStatement, match=r"bank\.ofx_unreadable"):
        read_ofx((HEAD + f"<OFX>{nested}</OFX>").encode())


@pytest.mark.parametrize("amount", ["1e999999999", "-1e13", "NaN", "Infinity", "0e99999999"])
def test_an_amount_out_of_all_proportion_is_none(amount: str) -> None:
    read = read_ofx(ofx(CREDIT.replace("+1234,56", amount)))
    assert [each.code for each in read.faults] == ["bank.no_amount"]


@pytest.mark.parametrize("charset", ["CHARSET:1252", "CHARSET:NONE", "CHARSET:UTF-8", "CHARSET:8859-15"])
@pytest.mark.parametrize("written_in", ["cp1252", "utf-8", "utf-8-sig"])
def test_what_is_written_counts_whatever_the_header_declares(charset: str, written_in: str) -> None:
    text = HEAD.replace("CHARSET:1252", charset) + BODY.format(
        movements=CREDIT.replace("FILS", "FILS \u2013 été")
    )
    (statement,) = read_ofx(text.encode(written_in)).statements
    assert statement.movements[0].label == "VIR LAITERIE D\u2019ÉTÉ & FILS \u2013 été F2026-00012"
