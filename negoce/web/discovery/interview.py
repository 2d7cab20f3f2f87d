"""The page of an interview: the questions in the order of the talk, each answer kept by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.negotiation.enums import DealState, QuestionTopic
from negoce.negotiation.models import Deal, DiscoveryInterview
from negoce.negotiation.queries.discovery.found import (
    answers_of,
    people_met,
    questions_of,
    visible_interviews,
)
from negoce.negotiation.queries.discovery.needs import needs_of
from negoce.negotiation.rules.discovery import counting, progress
from negoce.negotiation.words.discovery import KIND_WORDS, TOPIC_WORDS
from negoce.ui.words.say import reader_language
from negoce.web.contacts.record import contact_url
from negoce.web.deals.deal import load_deal
from negoce.web.discovery.asked import Asked, asked_question
from negoce.web.discovery.words import interview_url, progress_words
from negoce.web.http import actor_of, load_or_404


def load_interview(actor: Actor, public_id: str, interview_id: str) -> tuple[Deal, DiscoveryInterview]:
    """The deal and its interview; 404 when the actor does not see them."""
    deal = load_deal(actor, public_id)
    return deal, load_or_404(visible_interviews(actor).filter(deal=deal), interview_id)


def may_sell(actor: Actor, deal: Deal) -> bool:
    """Whether a need may become a line: the deal is under way, and they may write quotes."""
    return deal.state == DealState.OPEN and actor.may(Permission.EDIT) and actor.may(Permission.CREATE)


@require_GET
def page(request: HttpRequest, public_id: str, interview_id: str) -> HttpResponse:
    """The questions, topic by topic; those of a shut branch are there, hidden, until it opens."""
    actor = actor_of(request)
    deal, interview = load_interview(actor, public_id, interview_id)
    known, stored = questions_of(interview), answers_of(interview)
    texts = {key: each.answer for key, each in stored.items()}
    opening = counting(known, texts)
    person = people_met(actor, [interview]).get(interview.contact_id or 0)
    here, needs = interview_url(interview, deal), needs_of(actor, interview)
    questions = [
        asked_question(
            actor,
            each,
            stored.get(each.key),
            opening,
            here,
            needs.get(each.key, ()),
            sells=may_sell(actor, deal),
        )
        for each in known
    ]
    return render(
        request,
        "web/discovery/interview.html",
        {
            "deal": deal,
            "deal_url": reverse("deals:deal", args=[deal.public_id]),
            "person": person,
            "person_url": contact_url(person) if person is not None else "",
            "when": format_date(interview.held_on, reader_language()),
            "kind": interview.set_name or KIND_WORDS[interview.kind],
            "progress": progress_words(progress(known, texts)),
            "topics": _by_topic(questions),
            "may_edit": actor.may(Permission.EDIT),
            "reads_motives": actor.may_read(FieldGroup.OBSERVATIONS),
            "deletion_url": reverse("discovery:deletion", args=[deal.public_id, interview.public_id]),
            "sure": _(
                "Supprimer cet entretien ? Ses réponses et les mobiles entendus sont effacés pour de bon."
            ),
        },
    )


def _by_topic(questions: Sequence[Asked]) -> Sequence[Mapping[str, object]]:
    return [
        {"label": TOPIC_WORDS[topic], "questions": here}
        for topic in QuestionTopic
        if (here := [each for each in questions if each.topic == topic])
    ]
