"""Money: exact decimals, rounded half away from zero to the cent, and written as each language does."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
# As wide as a figure, where a hyphen leaves a hole before it.
MINUS = "\u2212"

SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "CHF"}
_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(7))
_THOUSAND = Decimal(1_000)
_MILLION = Decimal(1_000_000)


def round_money(amount: Decimal) -> Decimal:
    """Return the amount rounded to 2 decimals, half away from zero (domain, Rounding and dates)."""
    # In `decimal`, HALF_UP means away from zero: -0.005 gives -0.01.
    return amount.quantize(CENT, ROUND_HALF_UP)


def whole_cents(amount: Decimal | float | None) -> int:
    """An amount in euros as whole cents, nothing as none: SQLite gives sums as floats."""
    return int((Decimal(str(amount or 0)) * 100).to_integral_value(ROUND_HALF_UP))


def format_decimal(value: Decimal | int, language: str, decimals: int = 0) -> str:
    """Write a number with the marks of the language, rounded half away from zero to ``decimals`` (0 to 6)."""
    if isinstance(value, int):
        written = f"{value:,}" if not decimals else f"{Decimal(value):,.{decimals}f}"
    else:
        written = format(value.quantize(_STEPS[decimals], ROUND_HALF_UP), ",")
    if written[0] == "-":
        written = MINUS + written[1:] if written.strip("-0.,") else written[1:]
    # Two replaces take a sixth of the time of one translate, and lists write hundreds of amounts.
    return written.replace(",", NARROW_SPACE).replace(".", ",") if language == "fr" else written


def format_money(amount: Decimal, language: str, currency: str = "EUR") -> str:
    """Write an amount to the cent: ``1 234,56 €`` in French, ``€1,234.56`` in English."""
    return _with_symbol(format_decimal(amount, language, 2), language, currency)


def format_money_round(amount: Decimal, language: str, currency: str = "EUR") -> str:
    """Write an amount to the unit: ``64 820 €`` in French, ``€64,820`` in English."""
    return _with_symbol(format_decimal(amount, language, 0), language, currency)


def format_money_exact(amount: Decimal, language: str, currency: str = "EUR") -> str:
    """Write an amount with its cents where it has some: ``1 440 €``, ``12,40 €``; a price is never rounded."""
    whole = amount == amount.to_integral_value()
    return (format_money_round if whole else format_money)(amount, language, currency)


def format_money_compact(amount: Decimal, language: str, currency: str = "EUR") -> str:
    """Write an amount for a tile or an axis: ``4 218 k€``, ``12,4 M€``; whole units below 10,000."""
    size = abs(amount)
    if size < 10 * _THOUSAND:
        return format_money_round(amount, language, currency)
    if size < 10 * _MILLION:
        return _with_symbol(format_decimal(amount / _THOUSAND, language, 0), language, currency, "k")
    return _with_symbol(format_decimal(amount / _MILLION, language, 1), language, currency, "M")


def format_percent(rate: Decimal, language: str, decimals: int = 0) -> str:
    """Write a rate (0.314 is 31.4 percent): ``31,4 %`` in French, ``31.4%`` in English."""
    written = format_decimal(rate * 100, language, decimals)
    return f"{written}{NARROW_SPACE}%" if language == "fr" else f"{written}%"


def _with_symbol(written: str, language: str, currency: str, multiple: str = "") -> str:
    symbol = SYMBOLS.get(currency, currency)
    if language == "fr":
        return f"{written}{NO_BREAK_SPACE}{multiple}{symbol}"
    if len(symbol) > 1:
        symbol += NO_BREAK_SPACE
    if written[0] == MINUS:
        return f"{MINUS}{symbol}{written[1:]}{multiple}"
    return f"{symbol}{written}{multiple}"
