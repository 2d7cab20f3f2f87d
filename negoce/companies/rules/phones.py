"""Telephone and fax numbers: read with France as default country, stored in E.164, shown in national form."""

from __future__ import annotations

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from negoce.kit.explain import Parsed, refuse

DEFAULT_COUNTRY = "FR"
MAX_LENGTH = 40
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d{1,2}", re.IGNORECASE | re.ASCII)
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_SEPARATORS = re.compile(r"[\s.\-/\u00a0\u202f]+")
# Ten digits from 01 to 09 are always taken: the library, a hundred times slower, would say the same.
_FRENCH_DIGITS = re.compile(r"(?:0|\+33|0033)([1-9]\d{8})", re.ASCII)
_FRENCH_E164 = re.compile(r"\+33([1-9])(\d\d)(\d\d)(\d\d)(\d\d)", re.ASCII)
_PARSE_CODES = {
    NumberParseException.INVALID_COUNTRY_CODE: "phone.country",
    NumberParseException.NOT_A_NUMBER: "phone.unreadable",
    NumberParseException.TOO_SHORT_AFTER_IDD: "phone.too_short",
    NumberParseException.TOO_SHORT_NSN: "phone.too_short",
    NumberParseException.TOO_LONG: "phone.too_long",
}


def parse_phone(text: str, country: str = DEFAULT_COUNTRY) -> Parsed[str]:
    """Return a number in E.164 (``+33476000000``), or the reason why the text is not a phone number.

    Premium, shared-cost and other special numbers are accepted, and the numbers that ARCEP keeps for fiction.
    A French number that lost its leading zero in a spreadsheet is understood. Refusals: ``phone.unreadable``,
    ``phone.scientific``, ``phone.too_short``, ``phone.too_long``, ``phone.country``, ``phone.extension``,
    ``phone.not_assigned``.
    """
    given = text.strip()
    if not given:
        return Parsed()
    shown = given[:MAX_LENGTH]
    if len(given) > MAX_LENGTH:
        return refuse("phone.too_long", text=shown)
    if country == DEFAULT_COUNTRY and (french := _FRENCH_DIGITS.fullmatch(_SEPARATORS.sub("", given))):
        return Parsed(f"+33{french[1]}")
    if _SCIENTIFIC.fullmatch(given):
        return refuse("phone.scientific", text=shown)
    if _LETTERS.search(given):
        return refuse("phone.unreadable", text=shown)
    cleaned = _TRUNK_ZERO.sub("", given) if given.startswith(("+", "00", "(+")) else given
    try:
        number = phonenumbers.parse(cleaned, country)
    except NumberParseException as problem:
        return refuse(_PARSE_CODES.get(problem.error_type, "phone.unreadable"), text=shown)
    if number.extension:
        return refuse("phone.extension", text=shown, extension=number.extension)
    return _check(number, shown)


def format_phone(e164: str, country: str = DEFAULT_COUNTRY) -> str:
    """Write a stored number: national form for one's own country (``04 76 00 00 00``), else international.

    A text that is not E.164 comes back unchanged.
    """
    if country == DEFAULT_COUNTRY and (french := _FRENCH_E164.fullmatch(e164)) and french[1] != "8":
        # The usual case without the library: lists write hundreds of numbers.
        return "0" + "\u00a0".join(french.groups())
    if not e164.startswith("+"):
        return e164
    try:
        number = phonenumbers.parse(e164, None)
    except NumberParseException:
        return e164
    national = phonenumbers.region_code_for_country_code(number.country_code or 0) == country
    style = PhoneNumberFormat.NATIONAL if national else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style).replace(" ", "\u00a0")


def phone_digits(text: str) -> str:
    """Return the digits that find a fragment of a number: ``04 76`` → ``476``, found in ``+33476…``."""
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    if text.strip().startswith("+"):
        return digits
    if digits.startswith("0033"):
        return digits[2:]
    return digits[1:] if digits.startswith("0") and len(digits) > 1 else digits


def _check(number: phonenumbers.PhoneNumber, shown: str) -> Parsed[str]:
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible in (
        phonenumbers.ValidationResult.TOO_SHORT,
        phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY,
    ):
        return refuse("phone.too_short", text=shown)
    if possible == phonenumbers.ValidationResult.TOO_LONG:
        return refuse("phone.too_long", text=shown)
    if possible == phonenumbers.ValidationResult.INVALID_COUNTRY_CODE:
        return refuse("phone.country", text=shown)
    written = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    if not phonenumbers.is_valid_number(number) and not _FRENCH_E164.fullmatch(written):
        return refuse("phone.not_assigned", text=shown)
    return Parsed(written)
