"""The blocks of pitches, and those that suit a deal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from negoce.kit.text import name_key
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import Deal, PitchBlock, PitchPiece
from negoce.negotiation.queries.arguments.library import offered
from negoce.negotiation.rules.pitch import SECTOR_DIGITS, KnownBlock, composed, suiting


def blocks() -> QuerySet[PitchBlock]:
    """The blocks in use, with their product."""
    return (
        PitchBlock.objects.filter(withdrawn_at__isnull=True).select_related("product").order_by("title", "pk")
    )


def chosen_blocks(part: str, text: str) -> Sequence[PitchBlock]:
    """Those of a part, whose title, words, product or sector hold a text; accents and capitals aside."""
    wanted = name_key(text)
    rows = blocks().filter(part=part) if part in set(PitchPart) else blocks()
    return [row for row in rows if not wanted or wanted in _haystack(row)]


def blocks_for(deal: Deal, told: Sequence[PitchPiece]) -> Sequence[PitchBlock]:
    """Those that suit a deal and are not told in it yet, the most particular first; two queries at most."""
    known = {each.block_id for each in told}
    rows = {row.pk: row for row in blocks() if row.pk not in known}
    found = suiting([_known(row) for row in rows.values()], _products(deal, rows.values()), _sector(deal))
    return [rows[each.key] for each in found]


def blocks_to_compose(deal: Deal, told: Sequence[PitchPiece]) -> Sequence[PitchBlock]:
    """One for each part of which nothing is told yet; two queries at most."""
    rows = {row.pk: row for row in blocks()}
    parts = {PitchPart(each.part) for each in told}
    products = _products(deal, rows.values())
    found = composed([_known(row) for row in rows.values()], parts, products, _sector(deal))
    return [rows[each.key] for each in found]


def _haystack(row: PitchBlock) -> str:
    product = f"{row.product.code} {row.product.label}" if row.product is not None else ""
    return name_key(f"{row.title} {row.words} {product} {row.sector}")


def _known(row: PitchBlock) -> KnownBlock:
    return KnownBlock(row.pk, PitchPart(row.part), row.product_id, row.sector)


def _products(deal: Deal, rows: Iterable[PitchBlock]) -> frozenset[int]:
    return offered(deal) if any(row.product_id for row in rows) else frozenset()


def _sector(deal: Deal) -> str:
    return deal.company.activity_code[:SECTOR_DIGITS]
