"""Pairs of likely duplicates, as a person may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from negoce.companies.models import Company, Contact, DuplicatePair
from negoce.companies.queries.duplicates_read import COMPANY, CONTACT
from negoce.companies.queries.visible import visible_companies, visible_contacts
from negoce.companies.rules.duplicates.records import PairState
from negoce.companies.rules.identifiers import format_siren
from negoce.identity.rules.actor import Actor

PAGE = 50
KINDS = (COMPANY, CONTACT)


@dataclass(frozen=True, slots=True)
class Side:
    """A record of a pair. Hidden from the actor (no `public_id`): of a company its name and owner, of a contact nothing
    but the owner of their company.
    """

    name: str
    beside: str
    owner_name: str
    public_id: str


@dataclass(frozen=True, slots=True)
class SeenPair:
    """A pair of which the actor sees at least one record; `reasons` are empty unless they see both."""

    public_id: str
    score: float
    reasons: Sequence[str]
    sides: tuple[Side, Side]

    @property
    def both_seen(self) -> bool:
        """Whether the actor sees both, which a merge takes."""
        return all(side.public_id for side in self.sides)


@dataclass(frozen=True, slots=True)
class PairPage:
    """At most PAGE pairs, and the cursor of the next page (empty at the end)."""

    pairs: Sequence[SeenPair]
    next_cursor: str


def visible_pairs(actor: Actor, kind: str, state: PairState = PairState.OPEN) -> QuerySet[DuplicatePair]:
    """Pairs (open ones) of records that are there, of which the actor sees at least one; in no order."""
    rows = DuplicatePair.objects.filter(kind=kind, state=state.value).order_by()
    if kind == CONTACT:
        there: Any = Contact.objects.filter(
            deleted_at__isnull=True, erased_at__isnull=True, company__deleted_at__isnull=True
        )
        seen: Any = visible_contacts(actor).values("pk")
    else:
        there, seen = Company.objects.filter(deleted_at__isnull=True), visible_companies(actor).values("pk")
    keys = there.order_by().values("pk")
    rows = rows.filter(low_key__in=keys, high_key__in=keys)
    return rows if actor.sees_everything else rows.filter(Q(low_key__in=seen) | Q(high_key__in=seen))


def sees_both(actor: Actor, pair: DuplicatePair) -> bool:
    """Whether the actor sees both records of a pair, which whoever judges it must."""
    seen: Any = visible_contacts(actor) if pair.kind == CONTACT else visible_companies(actor)
    return bool(seen.filter(pk__in=(pair.low_key, pair.high_key)).count() == 2)


def pair_page(actor: Actor, kind: str, *, cursor: str = "") -> PairPage:
    """The likeliest pairs first, in three queries; a cursor typed by hand starts over."""
    rows = visible_pairs(actor, kind)
    score, _dot, key = cursor.partition("~")
    try:
        after = (float(score), int(key)) if cursor else None
    except ValueError:
        after = None
    if after is not None:
        rows = rows.filter(Q(score__lt=after[0]) | Q(score=after[0], pk__lt=after[1]))
    found = list(rows.order_by("-score", "-id")[: PAGE + 1])
    page = found[:PAGE]
    keys = {key for pair in page for key in (pair.low_key, pair.high_key)}
    sides = _contacts(actor, keys) if kind == CONTACT else _companies(actor, keys)
    pairs = [
        _seen(pair, (sides[pair.low_key], sides[pair.high_key]))
        for pair in page
        if pair.low_key in sides and pair.high_key in sides
    ]
    last = page[-1] if len(found) > PAGE else None
    return PairPage(pairs, f"{last.score!r}~{last.pk}" if last else "")


def _seen(pair: DuplicatePair, sides: tuple[Side, Side]) -> SeenPair:
    """Of a record that the actor may not see not even what is the same is told, as while typing."""
    hidden = not all(side.public_id for side in sides)
    return SeenPair(pair.public_id, pair.score, () if hidden else pair.reasons, sides)


def _companies(actor: Actor, keys: set[int]) -> Mapping[int, Side]:
    seen = set(visible_companies(actor).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Company.objects.filter(pk__in=keys, deleted_at__isnull=True).select_related("owner").order_by("pk")
    return {
        row.pk: Side(
            name=row.name,
            beside=" ".join(
                part for part in (row.postal_code, row.city, row.siren and format_siren(row.siren)) if part
            )
            if row.pk in seen
            else "",
            owner_name=row.owner.full_name if row.owner else "",
            public_id=row.public_id if row.pk in seen else "",
        )
        for row in rows
    }


def _contacts(actor: Actor, keys: set[int]) -> Mapping[int, Side]:
    seen = set(visible_contacts(actor).filter(pk__in=keys).values_list("pk", flat=True))
    rows = Contact.objects.filter(pk__in=keys).select_related("company__owner").order_by("pk")
    return {
        row.pk: Side(
            name=row.full_name if row.pk in seen else "",
            beside=row.company.name if row.pk in seen else "",
            owner_name=row.company.owner.full_name if row.company.owner else "",
            public_id=row.public_id if row.pk in seen else "",
        )
        for row in rows
    }
