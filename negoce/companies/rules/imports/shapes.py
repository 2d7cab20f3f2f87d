"""What the values of a column look like, to tell which field it is. Pure and quick: no value is judged
here.
"""

from __future__ import annotations

import re

from negoce.companies.rules.identifiers import is_siren, is_siret

_SPACES = re.compile(r"[\s.\-]+")
_SCIENTIFIC = re.compile(r"\d[.,]\d+E\+1[23]", re.IGNORECASE | re.ASCII)
_APE = re.compile(r"\d{1,2}[. ]?\d{2}[. ]?[A-Z]", re.IGNORECASE | re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}(?:[/?#]\S*)?", re.IGNORECASE)
_POSTAL = re.compile(r"[A-Z0-9][A-Z0-9 -]{2,9}", re.IGNORECASE | re.ASCII)
_VAT = re.compile(r"FR[0-9A-Z]{2}\d{9}", re.ASCII)
_PHONE = re.compile(r"[+(]?[\d\s().+/-]{8,}", re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]")
_NUMBER = re.compile(r"[-(]?[\d\s.,'\u00a0\u202f]+\)?\s*(?:€|EUR)?", re.IGNORECASE)
_DATE = re.compile(r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{1,4}(?:[T ].*)?|\d{1,2}(?:er)? [^\W\d]+\.? \d{4}")


def like_siren(text: str) -> bool:
    """Nine digits with a valid key, or eight that lost their zero."""
    digits = _SPACES.sub("", text)
    return is_siren(digits.zfill(9)) if len(digits) in (8, 9) and digits.isdigit() else False


def like_siret(text: str) -> bool:
    """Fourteen digits with a valid key, or what a spreadsheet made of them."""
    digits = _SPACES.sub("", text)
    if digits.isdigit() and len(digits) in (13, 14):
        return is_siret(digits.zfill(14)) or not digits.strip("0")
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def like_nic(text: str) -> bool:
    """The five digits of an establishment."""
    return text.isdigit() and len(text) <= 5


def like_vat(text: str) -> bool:
    """A French VAT number."""
    return _VAT.fullmatch(_SPACES.sub("", text).upper()) is not None


def like_ape(text: str) -> bool:
    """A code of the nomenclature of activities, alone or before its label."""
    return _APE.match(text) is not None and (len(text) < 8 or text[5:9].strip(" -:") != text[5:9])


def like_email(text: str) -> bool:
    """Something at somewhere."""
    return _EMAIL.fullmatch(text) is not None


def like_url(text: str) -> bool:
    """An address of the web."""
    return _URL.fullmatch(text) is not None


def like_phone(text: str) -> bool:
    """Digits enough for a telephone."""
    return _PHONE.match(text) is not None and 6 <= sum(char.isdigit() for char in text) <= 16


def like_postal_code(text: str) -> bool:
    """Four or five digits, or the code of another country."""
    return _POSTAL.fullmatch(text) is not None and any(char.isdigit() for char in text)


def like_words(text: str) -> bool:
    """Letters rather than figures."""
    return _LETTERS.search(text) is not None and sum(char.isdigit() for char in text) <= len(text) / 2


def like_number(text: str) -> bool:
    """A quantity or an amount."""
    return _NUMBER.fullmatch(text) is not None


def like_date(text: str) -> bool:
    """A date as people or programs write it."""
    return _DATE.fullmatch(text) is not None
