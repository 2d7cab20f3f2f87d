"""The sales aids with what lies somewhere and what is on loan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import AidMoveReason
from negoce.negotiation.models import AidHandout, AidMove, AidPlace, AidStock, SalesAid
from negoce.negotiation.queries.aids.handouts import outside, visible_handouts
from negoce.negotiation.rules.aids import EXPIRY_DAYS

LOW, LATE, EXPIRING = "low", "late", "expiring"
# Once its handout was cancelled, nobody knows any more which customer such a move was about.
_TO_CUSTOMERS = (AidMoveReason.GIVEN.value, AidMoveReason.LENT.value)


def library() -> QuerySet[Any]:
    """Aids in use with their product and file, `stock` (pieces lying somewhere) and `lent` (on loan); one query."""
    lying = (
        AidStock.objects.filter(aid=OuterRef("pk")).order_by().values("aid").annotate(total=Sum("quantity"))
    )
    loans = AidHandout.objects.filter(aid=OuterRef("pk"), due_on__isnull=False).order_by().values("aid")
    out = loans.annotate(total=Sum(F("quantity") - F("returned") - F("lost")))
    rows = SalesAid.objects.filter(withdrawn_at__isnull=True).select_related("product", "file", "certificate")
    return rows.annotate(stock=_total(lying), lent=_total(out)).order_by("name", "pk")


def low_count() -> int:
    """How many aids are to be ordered again; one query."""
    return int(library().filter(low_at__isnull=False, stock__lte=F("low_at")).count())


def _total(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.values("total"), output_field=IntegerField()), Value(0))


def filtered(
    actor: Actor, rows: QuerySet[Any], *, kind: str, place: str, watch: str, text: str, today: date
) -> QuerySet[Any]:
    """Those of a kind, in a place (its key), with words, to watch: low stock, documents that end, late loans.

    Loans are those that the actor sees.
    """
    if kind:
        rows = rows.filter(kind=kind)
    if place:
        rows = rows.filter(stocks__place__name_key=place, stocks__quantity__gt=0)
    if watch == LOW:
        rows = rows.filter(low_at__isnull=False, stock__lte=F("low_at"))
    if watch == EXPIRING:
        rows = rows.filter(expires_on__lte=today + timedelta(days=EXPIRY_DAYS))
    if watch == LATE:
        late = outside(visible_handouts(actor)).filter(due_on__lt=today)
        rows = rows.filter(pk__in=late.values("aid"))
    for word in text.split()[:8]:
        rows = rows.filter(Q(name__icontains=word) | Q(description__icontains=word))
    return rows


def places() -> Sequence[AidPlace]:
    """Every place, by name."""
    return list(AidPlace.objects.order_by("name_key", "pk"))


def stocks_of(aid: SalesAid) -> Sequence[AidStock]:
    """Where pieces lie, by place; one query."""
    rows = AidStock.objects.filter(aid=aid, quantity__gt=0).select_related("place")
    return list(rows.order_by("place__name_key", "pk"))


def moves_of(actor: Actor, aid: SalesAid, most: int) -> Sequence[AidMove]:
    """The latest moves, the newest first; one query.

    Every move counts in the stock, but what was noted of a customer is read by who sees that customer.
    """
    rows = AidMove.objects.filter(aid=aid).select_related("place", "author")
    ours = Q(handout__isnull=True) & ~Q(reason__in=_TO_CUSTOMERS)
    told = ours | Q(handout__in=visible_handouts(actor))
    rows = rows.annotate(note_seen=Case(When(told, then=F("note")), default=Value("")))
    return list(rows.order_by("-pk")[:most])
