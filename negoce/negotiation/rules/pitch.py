"""A pitch: which blocks suit a deal, and how long it lasts when spoken (domain 3.1). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.rules.value_cleaning import clean_choice, clean_line, clean_paragraphs, text_of
from negoce.kit.explain import Finding
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.rules.deal_values import CleanedDeal

TITLE_MAX, WORDS_MAX, SECTOR_DIGITS = 120, 1_500, 2
# A calm voice that leaves time to be understood; people talk at 150 to 180.
WORDS_A_MINUTE = 130
_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Spoken:
    """How many words a text has, and the seconds that they take, rounded up; 0 for nothing to say."""

    words: int
    seconds: int

    @property
    def minutes(self) -> int:
        """The minutes, rounded up."""
        return -(-self.seconds // 60)


@dataclass(frozen=True, slots=True)
class KnownBlock:
    """A block of the library as the rules read it."""

    key: int
    part: PitchPart
    product: int | None = None
    sector: str = ""


def spoken(texts: Iterable[str]) -> Spoken:
    """The length of texts said one after the other; an elision or a compound counts for one word."""
    count = sum(len(_WORD.findall(text)) for text in texts)
    return Spoken(count, -(-count * 60 // WORDS_A_MINUTE))


def suiting(blocks: Sequence[KnownBlock], products: Collection[int], sector: str) -> Sequence[KnownBlock]:
    """Those that a deal may tell, the most particular first: of a product offered, then of the sector, then of all.

    A block of another product or another sector is left out.
    """
    fit = [
        each
        for each in blocks
        if (each.product is None or each.product in products) and (not each.sector or each.sector == sector)
    ]
    return sorted(fit, key=lambda each: (each.product is None, not each.sector, each.key))


def composed(
    blocks: Sequence[KnownBlock], told: Collection[PitchPart], products: Collection[int], sector: str
) -> Sequence[KnownBlock]:
    """One block for each part of which nothing is told yet: the one that suits best; in the order of the parts."""
    best: dict[PitchPart, KnownBlock] = {}
    for each in suiting(blocks, products, sector):
        best.setdefault(each.part, each)
    return [best[part] for part in PitchPart if part in best and part not in told]


def clean_block(given: Mapping[str, object]) -> CleanedDeal:
    """Read `part`, `title`, `words`, `sector` of a block.

    Refusals: ``pitch.part_needed``, ``pitch.title_needed``, ``pitch.words_needed``, ``pitch.sector_unlikely``, those
    of texts.
    """
    cleaned = clean_piece(given)
    values, errors = dict(cleaned.values), dict(cleaned.errors)
    part = clean_choice(given.get("part"), PitchPart)
    if part.finding is not None or not part.value:
        errors["part"] = part.finding or Finding("pitch.part_needed")
    values["part"] = part.value
    sector = text_of(given.get("sector")).strip()
    if sector and not (sector.isascii() and sector.isdigit() and len(sector) == SECTOR_DIGITS):
        errors["sector"] = Finding("pitch.sector_unlikely", "error", {"text": sector})
    values["sector"] = sector
    if not values.get("title") and "title" not in errors:
        errors["title"] = Finding("pitch.title_needed")
    return CleanedDeal(values, errors)


def clean_piece(given: Mapping[str, object]) -> CleanedDeal:
    """Read `title` and `words`; the words are needed."""
    values: dict[str, object] = {}
    errors: dict[str, Finding] = {}
    title = clean_line(given.get("title"), TITLE_MAX)
    words = clean_paragraphs(given.get("words"), WORDS_MAX)
    for name, parsed in (("title", title), ("words", words)):
        if parsed.finding is not None:
            errors[name] = parsed.finding
        else:
            values[name] = parsed.value or ""
    if not values.get("words") and "words" not in errors:
        errors["words"] = Finding("pitch.words_needed")
    return CleanedDeal(values, errors)
