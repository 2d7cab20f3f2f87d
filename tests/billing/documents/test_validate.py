"""Files from outside are hostile: each gets a clear answer, and the program lives on."""

from __future__ import annotations

import io
import os
import signal
import zlib

import pikepdf
import pytest

from negoce.billing.documents.electronic import validate as validating
from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.ubl import ubl_xml
from negoce.billing.documents.electronic.validate import validate
from negoce.billing.electronic_words import CHECK_MESSAGES, RULE_WORDS
from negoce.kit.worked import CannotWork
from tests.factories.electronic import SELLER, make_electronic_invoice

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "' + b"x" * 1000 + b'">'
    + b"".join(b'<!ENTITY e%d "%s">' % (place, b"&e%d;" % (place - 1) * 50) for place in range(1, 9))
    + b"]><a>&e8;</a>"
)  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def _pdf(**files):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for key, (name, content) in files.items():
        pdf.attachments[key] = pikepdf.AttachedFileSpec(pdf, content, filename=name)
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def _cii():
    return cii_xml(make_electronic_invoice())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file.empty"),
        (b"\x00" * 50, "file.empty"),
        (b"Bonjour", "file.not_invoice"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 90, "file.not_invoice"),
        (b"PK\x03\x04" + b"0" * 90, "file.not_invoice"),
        (b" " * 20_000_001, "file.too_large"),
        (b"<a>" + b" " * 10_000_001 + b"</a>", "xml.too_large"),
        (b"<a><b></a>", "xml.malformed"),
        (b"<a>" * 5000, "xml.malformed"),
        (b"<a>\xff\xfe</a>", "xml.malformed"),
        (BOMB, "xml.has_dtd"),
        (OUTSIDE, "xml.has_dtd"),
        (b"<html><body/></html>", "xml.unknown_root"),
        (b'<x:CrossIndustryDocument xmlns:x="urn:ferd:CrossIndustryDocument:invoice:1p0"/>', "xml.zugferd_1"),
        (b"%PDF-1.7 then nothing", "pdf.damaged"),
        (_pdf(), "pdf.no_xml"),
        (_pdf(a=("photo.png", b"\x89PNG")), "pdf.no_xml"),
        (_pdf(a=("factur-x.xml", b"<a/>"), b=("zugferd-invoice.xml", b"<a/>")), "pdf.several_xml"),
        (_pdf(a=("factur-x.xml", b"<a/>"), b=("factur-x.xml", b"<b/>")), "pdf.several_xml"),
        (_pdf(a=("factur-x.xml", BOMB)), "xml.has_dtd"),
        (_pdf(a=("factur-x.xml", b"<a>" + b" " * 10_000_001 + b"</a>")), "xml.too_large"),
    ],
)
def test_what_is_no_invoice_is_said(data, code):
    with pytest.raises(CannotWork) as refused:
        validate(data)
    assert refused.value.finding.code == code
    assert CHECK_MESSAGES[code] % refused.value.finding.figures


def test_an_encrypted_pdf_is_said():
    pdf = pikepdf.open(io.BytesIO(_pdf(a=("factur-x.xml", b"<a/>"))))
    written = io.BytesIO()
    pdf.save(written, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(CannotWork, match=r"pdf\.encrypted"):
        validate(written.getvalue())


def test_a_pdf_that_swells_is_refused_and_the_next_file_is_checked():
    # A few hundred bytes that unpack to 40 MB.
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packed = zlib.compress(zlib.compress(b"\x00" * 40_000_000, 9), 9)
    spec = pikepdf.AttachedFileSpec(pdf, packed, filename="factur-x.xml")
    stream = spec.get_file().obj
    stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    pdf.attachments["factur-x.xml"] = spec
    written = io.BytesIO()
    pdf.save(written)
    with pytest.raises(CannotWork) as refused:
        validate(written.getvalue())
    assert refused.value.finding.code in ("xml.too_large", "file.too_much_memory", "pdf.damaged")
    assert validate(_cii()).is_valid


def test_a_wrong_profile_is_said():
    xml = _cii().replace(b"urn:cen.eu:en16931:2017", b"urn:example:mine")
    assert "NEGOCE-GUIDELINE" in [each.rule for each in validate(xml).failures]
    basic = _cii().replace(b"urn:cen.eu:en16931:2017", b"urn:factur-x.eu:1p0:minimum")
    assert validate(basic).is_valid is False


def test_a_pdf_that_is_not_facturx_says_what_lacks():
    checked = validate(_pdf(a=("facture.xml", _cii())))
    assert [each.rule for each in checked.failures] == ["NEGOCE-PDF-NAME", "NEGOCE-PDF-A3", "NEGOCE-PDF-XMP"]
    ubl = validate(_pdf(a=("factur-x.xml", ubl_xml(make_electronic_invoice()))))
    assert "NEGOCE-PDF-SYNTAX" in [each.rule for each in ubl.failures]


def test_the_french_rules_are_for_sellers_in_france():
    xml = _cii().replace(b"<ram:SubjectCode>PMD</ram:SubjectCode>", b"<ram:SubjectCode>AAI</ram:SubjectCode>")
    assert [each.rule for each in validate(xml).failures] == ["BR-FR-05_BT-22_PMD"]
    assert validate(xml, french=False).failures == ()
    assert SELLER.address.country == "FR"


def test_a_cent_too_many_is_found_and_told_where():
    xml = _cii().replace(b"<ram:LineTotalAmount>99.99<", b"<ram:LineTotalAmount>98.99<")
    found = {each.rule: each.where for each in validate(xml).failures}
    assert "BR-CO-10" in found
    assert all(where.startswith("CrossIndustryInvoice") for where in found.values())


def test_a_child_that_dies_is_replaced():
    assert validate(_cii()).is_valid
    os.kill(validating._CHECKER._running.child.pid, signal.SIGKILL)
    assert validate(_cii()).is_valid


def test_too_long_is_an_answer_and_ends_the_child():
    validate(_cii())
    pid = validating._CHECKER._running.child.pid
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(CannotWork, match=r"file\.too_much_time"):
        validate(_cii(), seconds=0.2)
    assert validate(_cii()).number == "F-2026-0012"
    assert validating._CHECKER._running.child.pid != pid


def test_a_utf16_invoice_is_read_like_any_other():
    text = _cii().decode().replace("encoding='UTF-8'", "encoding='UTF-16'")
    assert validate(text.encode("utf-16")).is_valid


def test_every_rule_of_ours_has_words():
    ours = ("NEGOCE-PDF-NAME", "NEGOCE-PDF-A3", "NEGOCE-PDF-XMP", "NEGOCE-PDF-LEVEL", "NEGOCE-PDF-SYNTAX")
    assert [
        rule for rule in (*ours, "NEGOCE-GUIDELINE", "NEGOCE-PROFILE", "XSD") if not RULE_WORDS[rule]
    ] == []
