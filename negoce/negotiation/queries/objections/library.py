"""The library of objections, with what each answer gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from negoce.negotiation.enums import AnswerTechnique, ObjectionNature, ObjectionOutcome
from negoce.negotiation.models import Objection, ObjectionAnswer
from negoce.negotiation.rules.objections import RankedReply, Reply, house_success, rank_replies
from negoce.prospecting.rules.call_figures import Share


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of the library: `rows` by key, `replies` by key of their objection, `house` all together."""

    rows: Mapping[int, ObjectionAnswer]
    replies: Mapping[int, Sequence[Reply]]
    house: Share

    def ranked(self, objection_id: int, nature: ObjectionNature | None = None) -> Sequence[RankedReply]:
        """The answers to one objection, the first to give first."""
        return rank_replies(self.replies.get(objection_id, ()), self.house, nature)


def library() -> QuerySet[Objection]:
    """The objections in use with their product and `heard_times`, in how many deals; one query."""
    rows = Objection.objects.filter(withdrawn_at__isnull=True).select_related("product")
    return rows.annotate(heard_times=Count("heard__deal", distinct=True)).order_by("words", "pk")


def answers_in_use() -> QuerySet[ObjectionAnswer]:
    """The answers of the library, in no order."""
    return ObjectionAnswer.objects.filter(withdrawn_at__isnull=True).order_by()


def library_answers() -> Answers:
    """Every answer with how often it overcame; one query. Those withdrawn count for the house alone."""
    known = Q(given__outcome__in=[each.value for each in ObjectionOutcome])
    rows = ObjectionAnswer.objects.annotate(
        told=Count("given", filter=known),
        overcome=Count("given", filter=Q(given__outcome=ObjectionOutcome.OVERCOME.value)),
    ).order_by("pk")
    every, here, by_objection = [], {}, defaultdict(list)
    for row in rows:
        reply = Reply(row.pk, AnswerTechnique(row.technique), row.overcome, row.told)
        every.append(reply)
        if row.withdrawn_at is None:
            here[row.pk] = row
            by_objection[row.objection_id].append(reply)
    return Answers(here, dict(by_objection), house_success(every))


def filtered(rows: QuerySet[Objection], *, subject: str, text: str) -> QuerySet[Objection]:
    """Those about a subject, and that hold these words in themselves or in an answer; empty asks for all."""
    if subject:
        rows = rows.filter(subject=subject)
    for word in text.split()[:8]:
        answered = answers_in_use().filter(words__icontains=word).values("objection")
        rows = rows.filter(Q(words__icontains=word) | Q(pk__in=answered))
    return rows
