"""Which terms hold for a customer, and which files may be terms."""

from __future__ import annotations

from datetime import date

import pytest

from negoce.catalogue.rules.terms_of_sale import MOST_BYTES, TermsVersion, check_pdf, in_force

FIRST = TermsVersion(1, "", date(2025, 1, 1))
SECOND = TermsVersion(2, "", date(2026, 6, 1))
RETAIL = TermsVersion(3, "retailer", date(2026, 1, 1))
COMING = TermsVersion(4, "retailer", date(2027, 1, 1))
ALL = [SECOND, COMING, FIRST, RETAIL]
PLAIN = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("", date(2024, 12, 31), None),
        ("", date(2025, 1, 1), FIRST),
        ("wholesaler", date(2026, 6, 1), SECOND),
        # The category's own terms go before later general ones.
        ("retailer", date(2026, 11, 22), RETAIL),
        ("retailer", date(2027, 1, 1), COMING),
        ("retailer", date(2025, 6, 1), FIRST),
    ],
)
def test_the_terms_in_force(kind: str, day: date, expected: TermsVersion | None) -> None:
    assert in_force(ALL, kind, day) == expected


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (PLAIN, None),
        (b"", "terms.no_file"),
        (b"PK\x03\x04 %%EOF", "terms.not_pdf"),
        (b"%PDF-1.7\n1 0 obj", "terms.cut_short"),
        (PLAIN + b"<< /S /JavaScript /JS (app.alert(1)) >>%%EOF", "terms.active"),
        (PLAIN + b"<< /Encrypt 5 0 R >>%%EOF", "terms.active"),
        (b"%PDF-" + b"0" * MOST_BYTES, "terms.too_large"),
    ],
)
def test_only_a_plain_pdf_is_kept(content: bytes, code: str | None) -> None:
    found = check_pdf(content)
    assert (found.code if found else None) == code
