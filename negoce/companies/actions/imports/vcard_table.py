"""Turns a file of vCards into a table, which is then imported as any other: previewed, compared, undone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from negoce.companies.rules.vcard import COLUMNS, MOST_CARDS, read_cards
from negoce.kit.money import format_decimal
from negoce.kit.refusal import Refused

ENDINGS = (".vcf", ".vcard")
LARGEST = 50_000_000


def is_vcard(name: str) -> bool:
    """Whether a file holds cards, by its name."""
    return name.lower().endswith(ENDINGS)


def vcard_table(pieces: Iterable[bytes]) -> Sequence[bytes]:
    """The bytes of the table. Raises Refused for a file too large, of too many cards or without anybody.

    Who has no name is a row all the same: the import says why it does not take it.
    """
    content, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > LARGEST:
            raise Refused(_("Ce fichier de cartes dépasse 50 Mo. Rien n’a été importé."))
        content.append(piece)
    cards = read_cards(b"".join(content), nameless=True)
    if not cards:
        raise Refused(_("Aucune carte de visite ne se lit dans ce fichier. Rien n’a été importé."))
    if len(cards) > MOST_CARDS:
        words = _(
            "Ce fichier a plus de %(most)s cartes : partagez-le en plusieurs fichiers. Rien n’a été importé."
        )
        raise Refused(words % {"most": format_decimal(MOST_CARDS, get_language() or "fr")})
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(each.row() for each in cards)
    return [buffer.getvalue().encode()]
