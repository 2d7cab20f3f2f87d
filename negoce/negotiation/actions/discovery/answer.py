"""Keeps one answer of a discovery interview as it is typed (N4)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.enums import PurchaseMotive
from negoce.companies.rules.seen_value import as_seen
from negoce.companies.rules.value_cleaning import clean_paragraphs
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_finding, visible_deal
from negoce.negotiation.enums import ClosedAnswer, QuestionForm
from negoce.negotiation.models import DiscoveryAnswer, DiscoveryInterview
from negoce.negotiation.queries.discovery.found import questions_of
from negoce.negotiation.rules.discovery import ANSWER_MAX, Question


def keep_answer(
    actor: Actor,
    interview: DiscoveryInterview,
    *,
    question: str,
    answer: str,
    motive: str | None = None,
    seen: str = "",
    guard_reason: str = "",
) -> DiscoveryAnswer:
    """Store an answer over the one that the person saw; `motive` as they linked it, None to leave it as it is.

    Raises NotAllowed, Refused, FreeTextRefused, and Conflict when somebody else wrote another answer meanwhile.
    """
    require(actor, Permission.EDIT)
    asked = _asked(interview, question)
    text = _text(asked, answer)
    with transaction.atomic():
        deal = visible_deal(actor, interview.deal_id)
        if not DiscoveryInterview.objects.filter(pk=interview.pk).select_for_update().exists():
            raise NotAllowed(_("Cet entretien vient d’être supprimé. La réponse n’a pas été enregistrée."))
        row = DiscoveryAnswer.objects.filter(interview=interview, question=question).first()
        row = row or DiscoveryAnswer(interview=interview, question=question)
        if row.answer not in (text, as_seen(seen)):
            raise _conflict(row)
        overridden = guard_texts({"answer": text}, {"answer": row.answer}, guard_reason)
        wanted = row.motive if motive is None else motive
        if wanted != row.motive:
            _check_motive(actor, asked, wanted)
        row.answer, row.motive = text, wanted
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            raise _conflict(DiscoveryAnswer.objects.get(interview=interview, question=question)) from None
        if overridden:
            told = {"guard_reason": (None, overridden)}
            record(actor, Entry("changed", "deal", deal.pk, deal.name, deal.company_id, told))
    return row


def _asked(interview: DiscoveryInterview, key: str) -> Question:
    known = {each.key: each for each in questions_of(interview)}
    if key not in known:
        raise refuse_field("question", _("Cette question n’est pas de cet entretien."))
    return known[key]


def _text(asked: Question, answer: str) -> str:
    if asked.form == QuestionForm.CLOSED:
        if answer and answer not in set(ClosedAnswer):
            raise refuse_field("answer", _("Répondez par oui, par non, ou par « ne sait pas »."))
        return answer
    parsed = clean_paragraphs(answer, ANSWER_MAX)
    refuse_finding("answer", parsed.finding)
    return parsed.value or ""


def _check_motive(actor: Actor, asked: Question, motive: str) -> None:
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne permet pas de noter des mobiles. Rien n’a été changé."))
    if asked.form != QuestionForm.OPEN:
        raise refuse_field("motive", _("Un mobile se note sur ce que la personne dit elle-même, librement."))
    if motive and motive not in set(PurchaseMotive):
        raise refuse_field("motive", _("Choisissez le mobile dans la liste."))


def _conflict(row: DiscoveryAnswer) -> Conflict:
    message = _("Quelqu’un a écrit entre-temps : « %(text)s ». Rien n’a été enregistré de votre réponse.")
    return Conflict(message % {"text": row.answer}, field="answer", current=row.answer)
