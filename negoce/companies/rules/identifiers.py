"""SIREN, SIRET and VAT numbers (R-I1, R-I2), read as people and spreadsheets write them."""

from __future__ import annotations

import re

from negoce.kit.explain import Parsed, refuse

LA_POSTE_SIREN = "356000000"
VAT_KEY_ALPHABET = frozenset("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ")
_DOUBLED = {digit: sum(divmod(2 * int(digit), 10)) for digit in "0123456789"}
_SEPARATORS = re.compile(r"[\s.\-_/\u00a0\u202f\u200b\ufeff']+")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?\s*[eE]\s*\+?\d{1,2}", re.ASCII)
_SPREADSHEET_FLOAT = re.compile(r"(\d{8,14})[.,]0+", re.ASCII)
_VAT_FRENCH = re.compile(r"FR([0-9A-Z]{2})(\d{9})", re.ASCII)
_VAT_FOREIGN = re.compile(r"(?!FR)[A-Z]{2}[0-9A-Z+*]{2,13}", re.ASCII)


def parse_siren(text: str) -> Parsed[str]:
    """Return the 9 digits of a SIREN, or the reason why the text is not one (R-I1).

    Spaces, dots and dashes are ignored. Refusals: ``siren.scientific``, ``siren.characters``,
    ``siren.leading_zero`` (with the number that was probably meant), ``siren.is_siret``, ``siren.length``,
    ``siren.zeros``, ``siren.check_digit``.
    """
    number = _digits(text, "siren")
    if isinstance(number, Parsed):
        return number
    if len(number) == 8 and is_siren(f"0{number}"):
        return refuse("siren.leading_zero", text=number, suggestion=format_siren(f"0{number}"))
    if len(number) == 14 and is_siret(number):
        return refuse("siren.is_siret", text=format_siret(number), suggestion=format_siren(number[:9]))
    if len(number) != 9:
        return refuse("siren.length", text=number[:30], digits=len(number), expected=9)
    if not number.strip("0"):
        return refuse("siren.zeros", text=number)
    if not _luhn_holds(number):
        return refuse("siren.check_digit", text=format_siren(number))
    return Parsed(number)


def parse_siret(text: str) -> Parsed[str]:
    """Return the 14 digits of a SIRET, or why the text is not one (R-I1, La Poste included).

    Refusals: ``siret.scientific``, ``siret.characters``, ``siret.leading_zero``, ``siret.is_siren``,
    ``siret.length``, ``siret.zeros``, ``siret.siren_check_digit`` (first 9 digits), ``siret.check_digit``.
    """
    number = _digits(text, "siret")
    if isinstance(number, Parsed):
        return number
    if len(number) == 13 and is_siret(f"0{number}"):
        return refuse("siret.leading_zero", text=number, suggestion=format_siret(f"0{number}"))
    if len(number) == 9 and is_siren(number):
        return refuse("siret.is_siren", text=format_siren(number), expected=14)
    if len(number) != 14:
        return refuse("siret.length", text=number[:30], digits=len(number), expected=14)
    if not number[:9].strip("0"):
        return refuse("siret.zeros", text=number)
    if not _luhn_holds(number[:9]):
        return refuse("siret.siren_check_digit", text=format_siret(number), siren=format_siren(number[:9]))
    if not _siret_key_holds(number):
        return refuse("siret.check_digit", text=format_siret(number))
    return Parsed(number)


def parse_vat_number(text: str, siren: str = "") -> Parsed[str]:
    """Return a VAT number without spaces, or the reason why the text is not one (R-I2).

    A French key of two digits is checked; a key with letters is accepted without computing it. Monaco's
    numbers (SIREN part beginning with 000) have no SIREN to check. A number of another country of the Union
    is accepted by its shape. ``siren`` is the company's own, when known: the number must hold it.
    Refusals: ``vat.scientific``, ``vat.shape``, ``vat.siren``, ``vat.key`` (with the right one),
    ``vat.other_siren``.
    """
    if not text.strip():
        return Parsed()
    if _SCIENTIFIC.fullmatch(text.strip()):
        return refuse("vat.scientific", text=text.strip()[:30])
    number = _SEPARATORS.sub("", text).upper()
    if re.fullmatch(r"[0-9A-Z]{2}\d{9}", number, re.ASCII) and not number[:2].isalpha():
        number = f"FR{number}"
    if _VAT_FOREIGN.fullmatch(number) and any(char.isdigit() for char in number):
        return Parsed(number)
    found = _VAT_FRENCH.fullmatch(number)
    if found is None or not VAT_KEY_ALPHABET.issuperset(found[1]):
        return refuse("vat.shape", text=text.strip()[:30])
    return _check_french_vat(number, found[1], found[2], siren)


def vat_number_of(siren: str) -> str:
    """Return the French VAT number of a SIREN of 9 digits: key = (12 + 3 × (SIREN mod 97)) mod 97 (R-I2)."""
    return f"FR{vat_key(siren):02d}{siren}"


def vat_key(siren: str) -> int:
    """Return the numeric key of the VAT number of a SIREN (R-I2)."""
    return (12 + 3 * (int(siren) % 97)) % 97


def is_siren(number: str) -> bool:
    """Tell whether 9 digits, without separators, are a SIREN (R-I1)."""
    return parse_siren(number).value == number if len(number) == 9 else False


def is_siret(number: str) -> bool:
    """Tell whether 14 digits, without separators, are a SIRET (R-I1)."""
    return parse_siret(number).value == number if len(number) == 14 else False


def format_siren(number: str) -> str:
    """Write a SIREN in groups: ``732 829 320``, with no-break spaces."""
    return f"{number[:3]}\u00a0{number[3:6]}\u00a0{number[6:]}"


def format_siret(number: str) -> str:
    """Write a SIRET in groups: ``732 829 320 00074``, with no-break spaces."""
    return f"{format_siren(number[:9])}\u00a0{number[9:]}"


def format_vat_number(number: str) -> str:
    """Write a French VAT number in groups: ``FR44 732829320``; others as they are."""
    return f"{number[:4]}\u00a0{number[4:]}" if number.startswith("FR") else number


def _check_french_vat(number: str, key: str, digits: str, siren: str) -> Parsed[str]:
    if digits.startswith("000"):
        return Parsed(number) if digits.strip("0") else refuse("vat.shape", text=number)
    if not is_siren(digits):
        return refuse("vat.siren", text=format_vat_number(number), siren=format_siren(digits))
    if key.isdigit() and int(key) != vat_key(digits):
        expected = format_vat_number(vat_number_of(digits))
        return refuse("vat.key", text=format_vat_number(number), key=key, suggestion=expected)
    if siren and digits != siren:
        return refuse("vat.other_siren", text=format_vat_number(number), siren=format_siren(siren))
    return Parsed(number)


def _luhn_holds(digits: str) -> bool:
    """Luhn: from the right, every second digit doubled, 9 taken off above 9, the sum a multiple of 10 (R-I1)."""
    return (sum(map(int, digits[-1::-2])) + sum(map(_DOUBLED.__getitem__, digits[-2::-2]))) % 10 == 0


def _siret_key_holds(number: str) -> bool:
    if _luhn_holds(number):
        return True
    # La Poste ran out of numbers that satisfy Luhn: its establishments may add up to a multiple of 5.
    return number.startswith(LA_POSTE_SIREN) and sum(map(int, number)) % 5 == 0


def _digits(text: str, name: str) -> str | Parsed[str]:
    """Return the bare digits of a text, or what is to be said of it."""
    given = text.strip()
    if not given:
        return Parsed()
    if _SCIENTIFIC.fullmatch(given):
        # A spreadsheet has dropped the last digits: nothing can bring them back.
        return refuse(f"{name}.scientific", text=given[:30])
    if found := _SPREADSHEET_FLOAT.fullmatch(given):
        given = found[1]
    number = _SEPARATORS.sub("", given)
    if not (number.isascii() and number.isdigit()):
        return refuse(f"{name}.characters", text=given[:30])
    return number
