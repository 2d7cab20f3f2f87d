"""The platform of this machine: what it rejects, and what it announces of what it accepts."""

from __future__ import annotations

from datetime import date

from negoce.billing.documents.electronic.cdar import read_cdar
from negoce.billing.documents.electronic.cdar_rules import broken_rules
from negoce.billing.documents.electronic.cii import cii_xml
from negoce.billing.documents.electronic.stand_in import announce, judge
from tests.factories.electronic import SELLER, make_electronic_invoice


def test_a_good_invoice_goes_its_way():
    xml = cii_xml(make_electronic_invoice())
    assert judge(xml) == ()
    messages = announce(xml, "key")
    assert [read_cdar(each).status.value for each in messages] == ["202", "203", "204", "205"]
    assert [broken_rules(each) for each in messages] == [()] * 4
    told = read_cdar(messages[0])
    assert (told.number, told.document_issued_on, told.seller_siren) == (
        "F-2026-0012",
        date(2026, 11, 20),
        SELLER.siren,
    )


def test_a_bad_one_is_rejected_with_the_rule_and_a_code_of_the_reform():
    xml = cii_xml(make_electronic_invoice()).replace(
        b"<ram:LineTotalAmount>99.99<", b"<ram:LineTotalAmount>9.99<"
    )
    codes = {each.code for each in judge(xml) if not each.is_warning}
    assert "REJ_COH" in codes
    assert [each.code for each in judge(b"no invoice")] == ["REJ_SEMAN"]
    assert announce(b"no invoice", "key") == ()
