"""The whole preparation: the one place where its blocks meet, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from negoce.negotiation.documents.preparation_sheet import PreparationSheet, SheetBlock
from negoce.web.preparation.aids import aids_block
from negoce.web.preparation.aims import approach_block, objectives_block, questions_block
from negoce.web.preparation.answers import objections_block
from negoce.web.preparation.customer import customer_block
from negoce.web.preparation.decision import decision_map, people_block
from negoce.web.preparation.meeting import meeting_block, meeting_words
from negoce.web.preparation.offer import arguments_block, concessions_block, legal_block
from negoce.web.preparation.past import orders_block, promises_block, said_block, unknown_block
from negoce.web.preparation.pitch import pitch_block
from negoce.web.preparation.prepared import Prepared

Block = Callable[[Prepared], SheetBlock | None]
HEAD: tuple[Block, ...] = (meeting_block, customer_block)
MAIN: tuple[Block, ...] = (
    objectives_block,
    approach_block,
    people_block,
    questions_block,
    arguments_block,
    objections_block,
    concessions_block,
    pitch_block,
)
SIDE: tuple[Block, ...] = (
    promises_block,
    said_block,
    orders_block,
    unknown_block,
    aids_block,
    legal_block,
)


def preparation_sheet(prepared: Prepared, made_by: str) -> PreparationSheet:
    """What its reader may read, nothing else: the PDF is made of the same value."""
    return PreparationSheet(
        deal=prepared.deal.name,
        company=prepared.deal.company.name,
        subtitle=meeting_words(prepared),
        made_on=prepared.today,
        made_by=made_by,
        head=_read(prepared, HEAD),
        main=_read(prepared, MAIN),
        side=_read(prepared, SIDE),
        drawing=decision_map(prepared),
    )


def _read(prepared: Prepared, blocks: Sequence[Block]) -> Sequence[SheetBlock]:
    found = (block(prepared) for block in blocks)
    return [each for each in found if each is not None]
