"""Numbers that never belong in a note: social security, bank cards, bank accounts (domain 5.4).

Each is recognised by its own check digits, so that an order number or a bar code of the same length passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import luhn

from negoce.companies.rules.free_text.patterns import Category

_GAP = r"[ .\-]?"
_NIR = re.compile(
    rf"(?<![\w])([1-478]){_GAP}(\d\d){_GAP}(\d\d){_GAP}(\d\d|2[ab])"
    rf"{_GAP}(\d{{3}}){_GAP}(\d{{3}})(?:{_GAP}(\d\d))?(?![\w])",
    re.ASCII,
)
# How far before a number those words may begin.
_BEFORE = 40
_NIR_WORDS = re.compile(r"(?:securite sociale|secu|nir|insee)[^\d]{0,20}$")
_CARD = re.compile(r"(?<![\w])\d(?:[ \-]?\d){14,15}(?![\w])", re.ASCII)
_CARD_START = re.compile(r"4|5[1-5]|2[2-7]|3[47]|6(?:011|5)", re.ASCII)
_IBAN = re.compile(r"(?<![\w])[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,4})?(?![\w])", re.ASCII)
_RIB = re.compile(r"(?<![\w])(\d{5})[ \-]?(\d{5})[ \-]?([a-z0-9]{11})[ \-]?(\d{2})(?![\w])", re.ASCII)
_RIB_LETTERS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "12345678912345678923456789")


def find_numbers(folded: str) -> Iterator[tuple[Category, int, int]]:
    """Yield (category, start, end) of each forbidden number of a folded text."""
    for found in _NIR.finditer(folded):
        if _is_social_security_number(found, folded):
            yield "social_security_number", found.start(), found.end()
    for found in _CARD.finditer(folded):
        if _is_card(re.sub(r"[ \-]", "", found.group())):
            yield "bank_card", found.start(), found.end()
    for found in _IBAN.finditer(folded):
        end = _iban_end(found.group())
        if end:
            yield "bank_account", found.start(), found.start() + end
    for found in _RIB.finditer(folded):
        if _rib_key_holds(*found.groups()):
            yield "bank_account", found.start(), found.end()


def _is_social_security_number(found: re.Match[str], folded: str) -> bool:
    month = int(found[3])
    if not (1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99):
        return False
    body = "".join(found.groups()[:6])
    digits = int(body.replace("2a", "19").replace("2b", "18"))
    if found[7]:
        return int(found[7]) == 97 - digits % 97
    # Thirteen digits alone may be a bar code: the grouping or a word before must tell.
    grouped = found.group() == " ".join(found.groups()[:6])
    return grouped or _NIR_WORDS.search(folded, max(0, found.start() - _BEFORE), found.start()) is not None


def _is_card(digits: str) -> bool:
    if _CARD_START.match(digits) is None or len(set(digits)) == 1:
        return False
    right_length = 15 if digits[0] == "3" else 16
    return len(digits) == right_length and luhn.is_valid(digits)


def _iban_end(written: str) -> int:
    """Return the length of what is an IBAN in a text, else 0; the word after it may have been caught."""
    end = len(written)
    while end >= 15:
        plain = written[:end].replace(" ", "")
        if 15 <= len(plain) <= 34 and _mod97(plain[4:] + plain[:4]) == 1:
            return end
        end = written.rfind(" ", 0, end)
    return 0


def _mod97(text: str) -> int:
    return int("".join(str(int(char, 36)) for char in text)) % 97


def _rib_key_holds(bank: str, branch: str, account: str, key: str) -> bool:
    number = int(account.translate(_RIB_LETTERS))
    return (89 * int(bank) + 15 * int(branch) + 3 * number + int(key)) % 97 == 0 and int(bank) > 0
