"""Which titles and notes of an order go on the invoice of a part of it."""

from __future__ import annotations

from collections.abc import Sequence

from negoce.catalogue.enums import LineKind


def headings_kept(kinds: Sequence[LineKind], is_invoiced: Sequence[bool]) -> tuple[bool, ...]:
    """Say for each line of an order, in its order, whether it goes on the invoice of the lines that are invoiced.

    A title goes with the items below it, to the next title; a note with the section where it stands: both stay out
    when no item of their section is invoiced, so that an invoice names nothing that it does not bill.
    """
    section = 0
    sections: list[int] = []
    for kind in kinds:
        section += kind is LineKind.TITLE
        sections.append(section)
    rows = list(zip(kinds, is_invoiced, sections, strict=True))
    billed = {place for kind, taken, place in rows if taken and kind is LineKind.ITEM}
    return tuple(taken if kind is LineKind.ITEM else place in billed for kind, taken, place in rows)
