"""What was discovered in a deal: its interviews, the latest answers, the motives heard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from negoce.companies.enums import PurchaseMotive
from negoce.companies.models import Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import SaleKind
from negoce.negotiation.models import Deal, DiscoveryAnswer, DiscoveryInterview
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.discovery import Progress, Question, progress, question_set
from negoce.negotiation.rules.discovery_set import read_questions
from negoce.negotiation.rules.motives import MotiveTally, tally

MOST_INTERVIEWS = 30


@dataclass(frozen=True, slots=True)
class Discovered:
    """`answers` holds the latest one of each question; `people` those met, as far as the actor sees them, by key.

    `questions` are those of the latest interview, `asked_once` all that were ever asked in the deal, by key.
    """

    interviews: Sequence[DiscoveryInterview]
    people: Mapping[int, Contact]
    answers: Mapping[str, DiscoveryAnswer]
    questions: Sequence[Question]
    asked_once: Mapping[str, Question]
    progress: Progress
    motives: MotiveTally


def visible_interviews(actor: Actor) -> QuerySet[DiscoveryInterview]:
    """Interviews of the deals that the actor sees, in no order."""
    return DiscoveryInterview.objects.filter(
        Exists(visible_deals(actor).filter(pk=OuterRef("deal_id")))
    ).order_by()


def discovered(actor: Actor, deal: Deal) -> Discovered | None:
    """What is known of a deal that the actor sees; None before the first interview. Three queries at most.

    Motives stay empty for whoever may not read observations. Questions are those of the latest interview.
    """
    interviews = list(
        DiscoveryInterview.objects.filter(deal=deal).order_by("-held_on", "-id")[:MOST_INTERVIEWS]
    )
    if not interviews:
        return None
    age = {each.pk: number for number, each in enumerate(interviews)}
    rows = list(DiscoveryAnswer.objects.filter(interview_id__in=age).order_by("pk"))
    rows.sort(key=lambda each: (-age[each.interview_id], each.pk))
    latest = {each.question: each for each in rows if each.answer}
    heard = [PurchaseMotive(each.motive) for each in rows if each.motive]
    texts = {key: each.answer for key, each in latest.items()}
    questions = questions_of(interviews[0])
    return Discovered(
        interviews,
        people_met(actor, interviews),
        latest,
        questions,
        {each.key: each for known in reversed(interviews) for each in questions_of(known)},
        progress(questions, texts),
        tally(heard if actor.may_read(FieldGroup.OBSERVATIONS) else ()),
    )


def questions_of(interview: DiscoveryInterview) -> Sequence[Question]:
    """What was to be asked in an interview: the set as it was that day, or the ready questions of its kind."""
    return read_questions(interview.questions) or question_set(SaleKind(interview.kind))


def people_met(actor: Actor, interviews: Sequence[DiscoveryInterview]) -> Mapping[int, Contact]:
    """Those whom these interviews were with, by key, as far as the actor sees them; one query at most."""
    keys = {each.contact_id for each in interviews if each.contact_id is not None}
    return {each.pk: each for each in visible_contacts(actor).filter(pk__in=keys)} if keys else {}


def people_to_meet(actor: Actor, deal: Deal) -> Sequence[Contact]:
    """People of the deal's company, by name; one query."""
    rows = visible_contacts(actor).filter(company_id=deal.company_id)
    return list(rows.order_by("name_key", "id")[:200])


def answers_of(interview: DiscoveryInterview) -> Mapping[str, DiscoveryAnswer]:
    """The answers of one interview, by question; one query."""
    return {each.question: each for each in interview.answers.order_by("pk")}
