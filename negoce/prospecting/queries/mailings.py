"""Mailings as their list shows them, and how many a draft would reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from negoce.identity.rules.actor import Actor
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_audience import Candidate, audience_companies, read_part

_PART = 500
# Counted whole while the person waits; beyond, the launch counts.
MOST_COUNTED = 20_000
_EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A reason for writing to somebody not, how many it concerns and some of them."""

    reason: str
    count: int
    examples: Sequence[str]


@dataclass(frozen=True, slots=True)
class Audience:
    """What a draft would reach: companies looked at, pieces, and who gets none; `is_whole` off: only the first ones."""

    companies: int
    counted: int
    pieces: int
    left_out: Sequence[LeftOut]

    @property
    def is_whole(self) -> bool:
        """Whether every company was looked at."""
        return self.counted == self.companies


def listed_mailings() -> QuerySet[Mailing]:
    """Every mailing, newest first, with how many pieces left and were left out; for who may run them."""
    left = Count("recipients", filter=~Q(recipients__left_out=""))
    return Mailing.objects.annotate(left=left).select_related("author", "plan").order_by("-created_at", "-pk")


def audience_of(actor: Actor, mailing: Mailing) -> Audience:
    """Go through the companies of a draft as its launch will, without writing anything."""
    companies = audience_companies(actor, mailing).count()
    written: set[str] = set()
    reasons: Counter[str] = Counter()
    examples: dict[str, list[str]] = {}
    counted = pieces = after = 0
    while counted < MOST_COUNTED:
        part = read_part(actor, mailing, after=after, limit=_PART, written=written)
        if part.last_key is None:
            break
        for each in part.candidates:
            if each.left_out is None:
                pieces += 1
                written.add(each.address)
                continue
            reasons[each.left_out.code] += 1
            named = examples.setdefault(each.left_out.code, [])
            if len(named) < _EXAMPLES:
                named.append(_named(each))
        counted, after = counted + part.companies, part.last_key
    left = [LeftOut(reason, count, examples[reason]) for reason, count in reasons.most_common()]
    return Audience(companies, counted, pieces, left)


def candidate_at(actor: Actor, mailing: Mailing, place: int) -> Candidate | None:
    """Whom the company at `place`, from 0, would bring: somebody written to before somebody left out."""
    keys = audience_companies(actor, mailing).order_by("pk").values_list("pk", flat=True)[place : place + 1]
    key = next(iter(keys), None)
    if key is None:
        return None
    part = read_part(actor, mailing, after=key - 1, limit=1)
    found: Mapping[bool, Sequence[Candidate]] = {
        kept: [each for each in part.candidates if (each.left_out is None) is kept] for kept in (True, False)
    }
    return next(iter([*found[True], *found[False]]), None)


def first_place(actor: Actor, mailing: Mailing) -> int:
    """The place of the first company that somebody of is written to, among the first ones; 0 when there is none."""
    part = read_part(actor, mailing, after=0, limit=_PART)
    companies = list(dict.fromkeys(each.company.pk for each in part.candidates))
    written = next((each.company.pk for each in part.candidates if each.left_out is None), None)
    return companies.index(written) if written is not None else 0


def _named(each: Candidate) -> str:
    return f"{each.name} ({each.company.name})" if each.name else each.company.name
