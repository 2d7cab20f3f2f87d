"""Moves pieces of sales aids: received, counted, put elsewhere. A stock is the sum of its moves (N9)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.rules.value_cleaning import clean_line, clean_whole
from negoce.identity.actions.alone import alone_with
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused, refuse_field
from negoce.kit.text import fold
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.enums import AidCondition, AidKind, AidMoveReason
from negoce.negotiation.models import AidHandout, AidMove, AidPlace, AidStock, SalesAid
from negoce.negotiation.rules.aids import UNCOUNTED
from negoce.negotiation.words.deal import say

MOST_PIECES = 1_000_000
_PLACE_MAX = 60
_NOTE_MAX = 200


@dataclass(frozen=True, slots=True)
class Move:
    """A move to write: `pieces` of an aid in a place, `sign` what that does to the stock (+1, −1, or 0)."""

    aid: SalesAid
    place: AidPlace
    reason: AidMoveReason
    pieces: int
    sign: int
    note: str = ""
    condition: AidCondition | None = None
    handout: AidHandout | None = None


def receive(actor: Actor, aid: SalesAid, *, values: Mapping[str, str], guard_reason: str = "") -> AidMove:
    """Add pieces that came in; `values` as typed: `place`, `pieces`, `note`.

    Raises NotAllowed, Refused, FreeTextRefused.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    pieces = read_pieces(actor, values)
    with transaction.atomic():
        note = _guarded_note(actor, aid, values, guard_reason)
        place = place_named(values.get("place", ""))
        return write_move(actor, Move(countable(aid), place, AidMoveReason.RECEIVED, pieces, 1, note))


def count_stock(
    actor: Actor, aid: SalesAid, *, values: Mapping[str, str], guard_reason: str = ""
) -> AidMove | None:
    """Say how many pieces lie in a place; what differs is a move, None when nothing does.

    `values` as typed: `place`, `pieces`, `note`. Raises NotAllowed, Refused, FreeTextRefused.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    counted = read_pieces(actor, values, least=0)
    with transaction.atomic():
        note = _guarded_note(actor, aid, values, guard_reason)
        place = place_named(values.get("place", ""))
        AidStock.objects.get_or_create(aid=countable(aid), place=place)
        stock = alone_with(AidStock.objects.filter(aid=aid, place=place))
        assert stock is not None
        missing = counted - stock.quantity
        if not missing:
            return None
        sign = 1 if missing > 0 else -1
        return write_move(actor, Move(aid, place, AidMoveReason.COUNTED, abs(missing), sign, note))


def put_elsewhere(actor: Actor, aid: SalesAid, *, values: Mapping[str, str], guard_reason: str = "") -> None:
    """Take pieces from one place to another; `values` as typed: `place`, `to`, `pieces`, `note`.

    Raises NotAllowed, Refused, also when fewer are there, FreeTextRefused.
    """
    require(actor, Permission.EDIT)
    pieces = read_pieces(actor, values)
    with transaction.atomic():
        note = _guarded_note(actor, aid, values, guard_reason)
        start, end = place_named(values.get("place", "")), place_named(values.get("to", ""), field="to")
        if start == end:
            raise refuse_field("to", _("C’est le même lieu."))
        move = Move(countable(aid), start, AidMoveReason.MOVED, pieces, -1, note)
        write_move(actor, move)
        write_move(actor, replace(move, place=end, sign=1))


def write_move(actor: Actor, move: Move) -> AidMove:
    """Change the stock and keep the move, inside the caller's transaction; raises Refused when fewer are there."""
    quantity = move.sign * move.pieces
    if quantity > 0:
        AidStock.objects.get_or_create(aid=move.aid, place=move.place)
    here = AidStock.objects.filter(aid=move.aid, place=move.place)
    # One statement asks and writes: of two who take the last piece, one is refused.
    if quantity and not here.filter(quantity__gte=-quantity).update(quantity=F("quantity") + quantity):
        there = here.values_list("quantity", flat=True).first() or 0
        message = _("Il n’y en a que %(there)s ici (%(place)s). Rien n’a été enregistré.")
        raise refuse_field("pieces", message % {"there": there, "place": move.place.name})
    return AidMove.objects.create(
        aid=move.aid,
        place=move.place,
        reason=move.reason.value,
        pieces=move.pieces,
        quantity=quantity,
        condition=move.condition.value if move.condition is not None else "",
        handout=move.handout,
        moved_on=timezone.localdate(),
        note=move.note,
        author_id=actor.user_id,
    )


def countable(aid: SalesAid) -> SalesAid:
    """The aid as it is now; raises Refused for a document, or one out of use."""
    row = SalesAid.objects.filter(pk=aid.pk, withdrawn_at__isnull=True).first()
    if row is None:
        raise Refused(_("Cette aide n’est plus utilisée. Rien n’a été enregistré."))
    if AidKind(row.kind) in UNCOUNTED:
        raise Refused(_("Un document ne se compte pas : il se remet autant de fois qu’il le faut."))
    return row


def place_named(typed: str, field: str = "place") -> AidPlace:
    """The place of that name, made when there is none; raises Refused without a name."""
    parsed = clean_line(typed, _PLACE_MAX)
    if parsed.finding is not None:
        raise refuse_field(field, say(parsed.finding))
    name = parsed.value or ""
    key = fold(name)[:_PLACE_MAX]
    if not key:
        raise refuse_field(field, _("Dites où : la réserve, la voiture de quelqu’un."))
    return AidPlace.objects.get_or_create(name_key=key, defaults={"name": name})[0]


def read_pieces(actor: Actor, values: Mapping[str, str], least: int = 1) -> int:
    """How many pieces were typed. Raises Refused."""
    parsed = clean_whole(values.get("pieces", ""), MOST_PIECES, mark_of(actor.language))
    if parsed.finding is not None:
        refuse_all({"pieces": say(parsed.finding)})
    if parsed.value is None or parsed.value < least:
        raise refuse_field("pieces", _("Donnez un nombre de pièces."))
    return parsed.value


def read_note(values: Mapping[str, str]) -> str:
    """What was written beside. Raises Refused when it is too long."""
    parsed = clean_line(values.get("note", ""), _NOTE_MAX)
    if parsed.finding is not None:
        raise refuse_field("note", say(parsed.finding))
    return parsed.value or ""


def _guarded_note(actor: Actor, aid: SalesAid, values: Mapping[str, str], guard_reason: str) -> str:
    """The note, once the guard lets it through; the journal keeps why it stays. In the caller's transaction."""
    note = read_note(values)
    reason = guard_texts({"note": note}, {}, guard_reason)
    if reason:
        record(
            actor, Entry("changed", "sales_aid", aid.pk, aid.name, changes={"guard_reason": (None, reason)})
        )
    return note
