"""Makes the pitch of a deal: blocks chosen, put in order, told in its own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import PitchPart
from negoce.negotiation.models import Deal, PitchBlock, PitchPiece
from negoce.negotiation.rules.pitch import clean_piece
from negoce.negotiation.words.pitch import say

MOST = 40
_TEXTS = ("title", "words")


def add_blocks(actor: Actor, deal: Deal, blocks: Sequence[PitchBlock]) -> Sequence[PitchPiece]:
    """Tell blocks of the library in a deal, after what it tells already; those told already change nothing.

    Raises NotAllowed, Refused when there are too many.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _held(actor, deal)
        told = list(PitchPiece.objects.filter(deal=home).order_by("position", "pk"))
        known = {each.block_id for each in told}
        new = [each for each in blocks if each.pk not in known and each.withdrawn_at is None]
        _refuse_too_many(len(told) + len(new))
        place = told[-1].position + 1 if told else 0
        added = [
            PitchPiece.objects.create(deal=home, block=each, part=each.part, position=place + number)
            for number, each in enumerate(new)
        ]
        if added:
            _journal(actor, home, (None, ", ".join(each.name for each in added)))
    return added


def write_piece(
    actor: Actor,
    deal: Deal,
    row: PitchPiece | None,
    *,
    part: PitchPart,
    given: Mapping[str, object],
    revision: int | None = None,
    guard_reason: str = "",
) -> PitchPiece:
    """Tell something of this deal alone, or put a block into its words; the block itself stays as it is.

    Words that are those of the block make the piece follow it again. Raises NotAllowed, Refused, FreeTextRefused,
    Conflict.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _held(actor, deal)
        stored = _stored(home, row, part, revision)
        cleaned = clean_piece(given)
        refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
        block = stored.block
        values = {name: str(cleaned.values[name]) for name in _TEXTS}
        if block is not None:
            values = {name: "" if value == getattr(block, name) else value for name, value in values.items()}
        reason = guard_texts(values, {name: getattr(stored, name) for name in _TEXTS}, guard_reason)
        before = stored.said if stored.pk is not None else None
        if stored.pk is not None and all(getattr(stored, name) == value for name, value in values.items()):
            return stored
        stored.title, stored.words = values["title"], values["words"]
        stored.revision += 1
        stored.save()
        _journal(actor, home, (before, stored.said), reason)
    return stored


def move_piece(actor: Actor, deal: Deal, row: PitchPiece, *, up: bool) -> bool:
    """Tell a piece before, or after, its neighbour of the same part; False at the end. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _held(actor, deal)
        line = list(PitchPiece.objects.filter(deal=home).order_by("position", "pk"))
        mine = [each for each in line if each.part == row.part]
        here = next((number for number, each in enumerate(mine) if each.pk == row.pk), None)
        there = None if here is None else here + (-1 if up else 1)
        if here is None or there is None or not 0 <= there < len(mine):
            return False
        first, second = line.index(mine[here]), line.index(mine[there])
        line[first], line[second] = line[second], line[first]
        for place, each in enumerate(line):
            each.position = place
        PitchPiece.objects.bulk_update(line, ["position"])
    return True


def remove_piece(actor: Actor, deal: Deal, row: PitchPiece) -> None:
    """Tell it no more in this deal. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        home = _held(actor, deal)
        stored = PitchPiece.objects.select_related("block").filter(deal=home, pk=row.pk).first()
        if stored is None:
            return
        stored.delete()
        _journal(actor, home, (stored.name or stored.said[:120], None))


def _held(actor: Actor, deal: Deal) -> Deal:
    # Whoever changes the pitch holds the deal: two people never give the same place.
    seen = visible_deal(actor, deal.pk)
    Deal.objects.select_for_update().only("pk").get(pk=seen.pk)
    return seen


def _stored(deal: Deal, row: PitchPiece | None, part: PitchPart, revision: int | None) -> PitchPiece:
    if row is None:
        told = PitchPiece.objects.filter(deal=deal)
        _refuse_too_many(told.count() + 1)
        last = told.order_by("-position").values_list("position", flat=True).first()
        return PitchPiece(deal=deal, part=part.value, position=0 if last is None else last + 1)
    stored = PitchPiece.objects.select_related("block").filter(deal=deal, pk=row.pk).first()
    if stored is None or (revision is not None and stored.revision != revision):
        message = _(
            "Ce passage a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
        )
        raise Conflict(
            message,
            field="revision",
            current=stored.revision if stored else None,
            subject=Subject("pitch", deal.pk),
        )
    return stored


def _refuse_too_many(count: int) -> None:
    if count > MOST:
        raise Refused(
            _("Quarante passages au plus : au-delà, personne n’écoute. Retirez-en avant d’ajouter.")
        )


def _journal(actor: Actor, deal: Deal, told: tuple[object, object], reason: str = "") -> None:
    changes: dict[str, tuple[object, object]] = {"words": told}
    changes |= {"guard_reason": (None, reason)} if reason else {}
    record(actor, Entry("changed", "pitch", deal.pk, deal.name, deal.company_id, changes))
