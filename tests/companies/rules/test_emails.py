"""E-mail addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negoce.companies.rules.emails import is_generic_email, parse_email


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("camille@cote-sud.example", "camille@cote-sud.example"),
        (" Camille.Roux+devis@Cote-Sud.EXAMPLE ", "Camille.Roux+devis@cote-sud.example"),
        ("Camille Roux <camille@cote-sud.example>", "camille@cote-sud.example"),
        ("mailto:camille@cote-sud.example", "camille@cote-sud.example"),
        ("camille@cote-sud.example;", "camille@cote-sud.example"),
        ("o'neil@a.b.example", "o'neil@a.b.example"),
        ("achats@côté-sud.example", "achats@xn--ct-sud-cva0g.example"),
    ],
)
def test_addresses_read(text: str, value: str) -> None:
    assert parse_email(text).value == value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("camille", "email.at_sign"),
        ("a@b@c.example", "email.at_sign"),
        ("a@b.example; c@d.example", "email.several"),
        ("camille roux@cote-sud.example", "email.spaces"),
        (".camille@cote-sud.example", "email.local"),
        ("cam..ille@cote-sud.example", "email.local"),
        ("@cote-sud.example", "email.local"),
        ("çamille@cote-sud.example", "email.local"),
        (f"{'a' * 65}@cote-sud.example", "email.local"),
        ("camille@-cote.example", "email.domain"),
        ("camille@cote..example", "email.domain"),
        ("camille@", "email.domain"),
        ("camille@localhost", "email.no_extension"),
        ("camille@192.168.1.1", "email.no_extension"),
        ("a" * 10_000, "email.too_long"),
        (f"camille@{'abc.' * 70}example", "email.too_long"),
        ("a@b.example\nBcc: c@d.example", "email.several"),
    ],
)
def test_addresses_refused_with_their_reason(text: str, code: str) -> None:
    finding = parse_email(text).finding
    assert finding is not None
    assert finding.code == code


@pytest.mark.parametrize(
    ("address", "generic"),
    [
        ("contact@cote-sud.example", True),
        ("info@cote-sud.example", True),
        ("INFOS@cote-sud.example", True),
        ("service.achats@cote-sud.example", True),
        ("compta2@cote-sud.example", True),
        ("direction-lyon@cote-sud.example", True),
        ("camille.roux@cote-sud.example", False),
        ("infante@cote-sud.example", False),
        ("c.contact@cote-sud.example", False),
    ],
)
def test_generic_addresses_are_told_apart(address: str, generic: bool) -> None:
    """Domain 5.1: a generic address is that of a legal person."""
    assert is_generic_email(address) is generic


@given(st.text(max_size=80))
def test_reading_never_fails(text: str) -> None:
    parsed = parse_email(text)
    assert parsed.value is None or parsed.value.count("@") == 1


@given(st.emails())
def test_what_is_accepted_is_kept(address: str) -> None:
    parsed = parse_email(address)
    if parsed.value is not None:
        assert parsed.value.lower() == address.lower()
