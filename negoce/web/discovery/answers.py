"""An answer kept while it is typed; the questions that it opens or shuts come with the reply."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from negoce.companies.actions.contacts.guard import FreeTextRefused
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.discovery.answer import keep_answer
from negoce.negotiation.models import DiscoveryInterview
from negoce.negotiation.queries.discovery.found import answers_of, questions_of
from negoce.negotiation.queries.discovery.needs import needs_of
from negoce.negotiation.rules.discovery import Question, branches_of, counting, progress
from negoce.ui.toasts import flash
from negoce.web.discovery.asked import Asked, asked_question
from negoce.web.discovery.interview import load_interview, may_sell
from negoce.web.discovery.words import interview_url, progress_words
from negoce.web.http import actor_of

_MOST = 10_000


@require_POST
def answer(request: HttpRequest, public_id: str, interview_id: str, question: str) -> HttpResponse:
    """Keep one answer; what is wrong with it is said beside it."""
    actor = actor_of(request)
    deal, interview = load_interview(actor, public_id, interview_id)
    here, posted = interview_url(interview, deal), request.POST
    problem: Refused | None = None
    try:
        keep_answer(
            actor,
            interview,
            question=question,
            answer=posted.get("answer", "")[:_MOST],
            motive=posted.get("motive"),
            seen=posted.get("seen", ""),
            guard_reason=posted.get("guard_reason", ""),
        )
    except Refused as refused:
        problem = refused
    if not request.headers.get("HX-Request"):
        if problem is not None:
            flash(request, problem.message, tone="bad")
        return redirect(f"{here}#q-{question}")
    status = 200 if problem is None else 409 if isinstance(problem, Conflict) else 422
    seen = posted.get("seen", "")
    context = {
        "key": question,
        "problem": problem.message if problem is not None else "",
        "details": _details(problem),
        "guarded": isinstance(problem, FreeTextRefused) or "guard_reason" in posted,
        "guard_reason": posted.get("guard_reason", ""),
    }
    if problem is not None:
        context["seen"] = problem.current if isinstance(problem, Conflict) else seen
        return render(request, "web/discovery/_status.html", {**context, "saved": False}, status=status)
    return _kept(request, interview, question, here, context)


def _kept(
    request: HttpRequest, interview: DiscoveryInterview, question: str, here: str, context: dict[str, object]
) -> HttpResponse:
    actor, known, stored = actor_of(request), questions_of(interview), answers_of(interview)
    texts = {key: each.answer for key, each in stored.items()}
    opening, needs = counting(known, texts), needs_of(actor, interview)
    sells = may_sell(actor, interview.deal)

    def drawn(each: Question) -> Asked:
        answer = stored.get(each.key)
        return asked_question(actor, each, answer, opening, here, needs.get(each.key, ()), sells=sells)

    more = {
        "question": drawn(next(each for each in known if each.key == question)),
        "seen": texts.get(question, ""),
        "saved": True,
        "branches": [drawn(each) for each in branches_of(known, question)],
        "progress": progress_words(progress(known, texts)),
    }
    return render(request, "web/discovery/_kept.html", {**context, **more, "may_edit": True})


def _details(problem: Refused | None) -> list[str]:
    """What the guard found, passage by passage; the message says the rest."""
    if not isinstance(problem, FreeTextRefused):
        return []
    return [message for messages in problem.fields.values() for message in messages]
