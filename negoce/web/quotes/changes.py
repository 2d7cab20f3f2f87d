"""Changes of lines in words."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from negoce.kit.money import format_money
from negoce.negotiation.rules.line_changes import ComparedLine, LineChange
from negoce.ui.words.say import reader_language
from negoce.web.orders.figures import price_words, quantity_words


def change_sentences(changes: Sequence[LineChange]) -> list[str]:
    """One sentence a line that came, went or changed."""
    words = {"added": _("Ajoutée : "), "removed": _("Retirée : "), "changed": _("Modifiée : ")}
    return [f"{words[each.change]}{each.label} · {_values(each)}" for each in changes]


def line_words(line: ComparedLine | None) -> str:
    if line is None:
        return ""
    if line.kind != "item":
        return line.label
    language = reader_language()
    words = f"{quantity_words(line.quantity)} × {price_words(line.unit_price, 'EUR')}"
    if line.allowance:
        words += f" − {format_money(line.allowance, language)}"
    words += f" = {format_money(line.net, language)}"
    return f"({words})" if line.is_left_out else words


def _values(change: LineChange) -> str:
    return " → ".join(line_words(each) for each in (change.before, change.after) if each is not None)
