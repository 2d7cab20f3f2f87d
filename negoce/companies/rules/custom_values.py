"""Reads the value of a custom field from what people type or what a file holds. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negoce.companies.enums import CustomType
from negoce.companies.rules.custom_fields import KnownField
from negoce.companies.rules.value_cleaning import clean_line, strip_invisible, text_of
from negoce.kit.dates import parse_date
from negoce.kit.explain import Finding, Parsed, refuse
from negoce.kit.numbers import DecimalMark, parse_decimal
from negoce.kit.text import fold, name_key

TEXT_MAX = 500
# What an index of PostgreSQL holds of a text, whatever its letters.
KEY_MAX = 600
NUMBER_MAX = Decimal(99_999_999_999)
YES, NO = "yes", "no"
_SHOWN = 60
_YES = frozenset({"yes", "y", "oui", "o", "true", "vrai", "1", "x"})
_NO = frozenset({"no", "n", "non", "false", "faux", "0"})


@dataclass(frozen=True, slots=True)
class CustomValue:
    """A value as its columns hold it: texts with what they are compared by, codes in `text_key` alone."""

    text: str = ""
    text_key: str | None = None
    number: Decimal | None = None
    day: date | None = None

    @property
    def plain(self) -> str | Decimal | date | None:
        """The value itself: a text, a code, a number or a day; None for nothing."""
        if self.number is not None:
            return self.number
        return self.day if self.day is not None else self.text or self.text_key


EMPTY = CustomValue()


def read_custom(field: KnownField, raw: object, mark: DecimalMark, today: date) -> Parsed[CustomValue]:
    """Read a raw value of `field`; an empty text is EMPTY.

    Refusals: those of `clean_line`, `parse_decimal` and `parse_date`, ``number.too_large``, ``custom.decimals``,
    ``choice.unknown``, ``custom.yes_no``.
    """
    if field.type is CustomType.TEXT:
        return _text(raw)
    if field.type in (CustomType.NUMBER, CustomType.AMOUNT):
        return _number(field, raw, mark)
    if field.type is CustomType.DATE:
        parsed = parse_date(raw.isoformat() if isinstance(raw, date) else text_of(raw), today)
        return _wrong(parsed.finding) if parsed.value is None else Parsed(CustomValue(day=parsed.value))
    return _choice(field, strip_invisible(text_of(raw)).strip())


def _text(raw: object) -> Parsed[CustomValue]:
    parsed = clean_line(raw, TEXT_MAX)
    if parsed.value is None:
        return _wrong(parsed.finding)
    text = parsed.value
    return Parsed(CustomValue(text, _key(text)) if text else EMPTY)


def _number(field: KnownField, raw: object, mark: DecimalMark) -> Parsed[CustomValue]:
    given = strip_invisible(text_of(raw))
    parsed = parse_decimal(given, "." if isinstance(raw, Decimal | int) else mark)
    if parsed.value is None:
        return _wrong(parsed.finding)
    if abs(parsed.value) > NUMBER_MAX:
        return refuse("number.too_large", text=given[:_SHOWN], max=NUMBER_MAX)
    places = 2 if field.type is CustomType.AMOUNT else field.decimals
    rounded = round(parsed.value, places)
    if rounded != parsed.value:
        return refuse("custom.decimals", text=given[:_SHOWN], places=places)
    return Parsed(CustomValue(number=rounded))


def _choice(field: KnownField, given: str) -> Parsed[CustomValue]:
    if not given:
        return Parsed(EMPTY)
    if field.type is CustomType.YES_NO:
        folded = fold(given)
        if folded in _YES | _NO:
            return Parsed(CustomValue(text_key=YES if folded in _YES else NO))
        return refuse("custom.yes_no", text=given[:_SHOWN])
    offered = [one for one in field.choices if not one.retired]
    by_code = (one.code for one in offered if one.code == given)
    by_label = (one.code for one in offered if fold(one.label) == fold(given))
    code = next(by_code, None) or next(by_label, None)
    return Parsed(CustomValue(text_key=code)) if code else refuse("choice.unknown", text=given[:_SHOWN])


def _wrong(finding: Finding | None) -> Parsed[CustomValue]:
    return Parsed(EMPTY) if finding is None else Parsed(None, finding)


def stored_again(field: KnownField, plain: object) -> CustomValue:
    """The value that was stored, from its plain form as JSON keeps it; a retired choice is one too."""
    if plain is None or plain == "":
        return EMPTY
    text = str(plain)
    if field.type is CustomType.TEXT:
        return CustomValue(text, _key(text))
    if field.type in (CustomType.NUMBER, CustomType.AMOUNT):
        return CustomValue(number=Decimal(text))
    return (
        CustomValue(day=date.fromisoformat(text))
        if field.type is CustomType.DATE
        else CustomValue(text_key=text)
    )


def _key(text: str) -> str:
    return (name_key(text) or text.casefold())[:KEY_MAX]
