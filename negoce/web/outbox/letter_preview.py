"""A message on its letterhead, drawn by our own page: the same words, lines and house, without running its HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from negoce.outbox.documents.letterhead import letterhead
from negoce.parameters.queries.seller import seller


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """What the template `_letter.html` draws: blocks of lines; on paper an address, a place and a signature too."""

    head: str
    subject: str
    blocks: Sequence[Sequence[str]]
    foot: Sequence[str]
    address: Sequence[str] = ()
    place: str = ""
    signature: str = ""


def letter_preview(
    subject: str, text: str, *, address: Sequence[str] = (), place: str = "", signature: str = ""
) -> LetterPreview:
    """The preview of a text as it would leave."""
    head = letterhead(seller())
    plain = text.replace("\r\n", "\n").strip()
    blocks = [block.strip().split("\n") for block in re.split(r"\n\s*\n", plain) if block.strip()]
    foot = [line for line in (head.name, *head.lines) if line]
    return LetterPreview(head.name, subject, blocks, foot, address, place, signature)
