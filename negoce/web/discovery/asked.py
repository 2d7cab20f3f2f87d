"""One question as the page shows it: its words, its answer, whether it is asked, what may be noted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.enums import ClosedAnswer, QuestionForm
from negoce.negotiation.models import DiscoveryAnswer, DiscoveryNeed
from negoce.negotiation.rules.discovery import Question, is_asked
from negoce.negotiation.words.discovery import (
    CLOSED_WORDS,
    answer_words,
    motive_options,
    question_help,
    question_words,
)
from negoce.ui.words.figures import number


@dataclass(frozen=True, slots=True)
class Asked:
    """`options` are those of a closed question; `motives` those that the actor may link to an open one.

    `needs` are the lines of quotes that it became; `line_url` makes one more, of an open question that was answered.
    """

    key: str
    topic: str
    words: str
    help: str
    answer: str
    shown: str
    motive: str
    motive_words: str
    is_asked: bool
    options: Sequence[tuple[str, str]]
    motives: Sequence[tuple[str, str]]
    url: str
    needs: Sequence[Mapping[str, str]]
    line_url: str


def asked_question(
    actor: Actor,
    question: Question,
    stored: DiscoveryAnswer | None,
    texts: Mapping[str, str],
    interview_url: str,
    needs: Sequence[DiscoveryNeed] = (),
    *,
    sells: bool = False,
) -> Asked:
    """The question, its stored answer, its branch by the answers that count (`texts`); `sells` lets it be a line."""
    closed = question.form == QuestionForm.CLOSED
    reads, writes = (
        actor.may_read(FieldGroup.OBSERVATIONS),
        actor.may_write(FieldGroup.OBSERVATIONS) and question.form == QuestionForm.OPEN,
    )
    answer = stored.answer if stored is not None else ""
    motive = stored.motive if stored is not None and reads else ""
    return Asked(
        key=question.key,
        topic=question.topic.value,
        words=question_words(question),
        help=_help(question, reads=reads),
        answer=answer,
        shown=answer_words(question.key, answer),
        motive=motive,
        motive_words=choice_label(PurchaseMotive, motive) if motive else "",
        is_asked=is_asked(question, texts),
        options=[(each.value, str(CLOSED_WORDS[each])) for each in ClosedAnswer] if closed else [],
        motives=motive_options() if writes else [],
        url=f"{interview_url}answers/{question.key}/",
        needs=[need_words(each) for each in needs],
        line_url=f"{interview_url}answers/{question.key}/line/"
        if sells and answer and question.form == QuestionForm.OPEN
        else "",
    )


def _help(question: Question, *, reads: bool) -> str:
    """What helps to ask it, and the motive to listen for, for who reads motives."""
    told = [question_help(question)]
    if question.hint and reads:
        told.append(
            _("Mobile à écouter : %(motive)s.") % {"motive": choice_label(PurchaseMotive, question.hint)}
        )
    return " ".join(part for part in told if part)


def need_words(need: DiscoveryNeed) -> Mapping[str, str]:
    """« 12 × Film 35 µ dans DEV-2026-00012 »."""
    quantity = number(need.quantity, 0 if need.quantity == int(need.quantity) else 3)
    return {
        "words": f"{quantity}\u00a0× {need.product.label}",
        "number": need.quote.number,
        "url": reverse("quotes:quote", args=[need.quote.public_id]),
    }
