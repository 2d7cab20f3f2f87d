"""The rows of the editor as its template draws them, and what the server says of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.catalogue.enums import LineKind, VatCategory
from negoce.catalogue.product_words import UNITS
from negoce.catalogue.rules.entered_lines import EnteredLine, TypedLine
from negoce.catalogue.rules.sale_lines import SaleAmounts
from negoce.catalogue.rules.totals import VatGroup
from negoce.catalogue.rules.vat_rates import rates_on
from negoce.catalogue.term_words import vat_words
from negoce.kit.explain import Finding
from negoce.kit.money import format_money, format_percent
from negoce.web.sale_lines.typing import number_text, vat_code

Say = Callable[[Finding], str]
SayReason = Callable[[Sequence[Mapping[str, object]]], list[str]]


@dataclass(frozen=True, slots=True)
class Out:
    """What the server says of a row: its amount, its margin for who may read it, its faults, why this price.

    `fill` holds what the catalogue gives for the code that was typed: the row takes what it has not got yet.
    """

    key: str
    net: str = ""
    margin: str = ""
    tone: str = ""
    note: str = ""
    reasons: Sequence[str] = ()
    faults: Sequence[tuple[str, str]] = ()
    fill: Mapping[str, str] | None = None

    @property
    def cells(self) -> str:
        """The names of the cells in fault, for the script that marks them."""
        return " ".join(cell for cell, _words in self.faults)


@dataclass(frozen=True, slots=True)
class Row:
    """A row to draw: its texts and what is said of it."""

    typed: TypedLine
    out: Out

    @property
    def is_item(self) -> bool:
        """Whether it is counted; else a title or a note."""
        return self.typed.kind not in (LineKind.TITLE, LineKind.NOTE)


def rows_of(
    lines: Sequence[EnteredLine],
    amounts: SaleAmounts,
    *,
    say: Say,
    say_reason: SayReason,
    language: str,
    margins: bool,
) -> list[Row]:
    """Rows with what the server says of each."""
    return [
        Row(line.typed, _out(line, net, say, say_reason, language, margins=margins))
        for line, net in zip(lines, amounts.line_nets, strict=True)
    ]


def empty_row(kind: LineKind, key: str) -> Row:
    """What the script copies for a new row."""
    return Row(TypedLine(key=key, kind=kind.value), Out(key))


def vat_choices(day: date, language: str, kept: Sequence[TypedLine] = ()) -> list[tuple[str, str]]:
    """The rates of a day and the reasons for none; those that rows have already stay among them."""
    groups = [VatGroup(VatCategory.STANDARD, rate) for rate in rates_on(day)]
    groups += [
        VatGroup(category, Decimal(0)) for category in VatCategory if category is not VatCategory.STANDARD
    ]
    choices = {vat_code(group): vat_words(group, language) for group in groups}
    for line in kept:
        category, _colon, rate = line.vat.partition(":")
        if line.vat and line.vat not in choices and category == "S":
            choices[line.vat] = f"{rate} %"
    return list(choices.items())


def unit_choices(kept: Sequence[TypedLine] = ()) -> list[tuple[str, str]]:
    """The units of sale; a code that rows have already stays among them."""
    choices = {code: str(words) for code, words in UNITS.items()}
    choices |= {line.unit: line.unit for line in kept if line.unit and line.unit not in choices}
    return list(choices.items())


def _out(
    line: EnteredLine, net: Decimal, say: Say, say_reason: SayReason, language: str, *, margins: bool
) -> Out:
    key = line.typed.key
    if line.kind is not LineKind.ITEM or line.faults:
        return Out(
            key,
            faults=[(cell, say(fault)) for cell, fault in line.faults.items()],
            fill=_fill(line, language),
        )
    margin, tone = _margin(line, net, language) if margins else ("", "")
    return Out(
        key,
        net=format_money(net, language),
        margin=margin,
        tone=tone,
        note=_option_note(line),
        reasons=say_reason(line.price_reason),
        fill=_fill(line, language),
    )


def _margin(line: EnteredLine, net: Decimal, language: str) -> tuple[str, str]:
    if line.unit_cost is None:
        return "", ""
    margin = net - line.quantity * line.unit_cost
    tone = "bad" if margin < 0 else ""
    if not net:
        return format_money(margin, language), tone
    return format_percent(margin / net, language, 1), tone


def _option_note(line: EnteredLine) -> str:
    if not line.is_option:
        return ""
    words = _("Option retenue") if line.is_chosen else _("Option")
    return f"{words} · {line.option_group}" if line.option_group else words


def _fill(line: EnteredLine, language: str) -> Mapping[str, str] | None:
    if line.product_key is None:
        return None
    listed = line.list_price
    return {
        "for": line.typed.code.strip(),
        "code": line.code,
        "label": line.label,
        "unit": line.unit,
        "vat": vat_code(line.vat),
        "price": "" if listed is None else number_text(listed, language, least=2),
    }
