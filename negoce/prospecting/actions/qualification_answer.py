"""Notes what is known of a criterion; what was known before stays as history (P5)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings, visible_company
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import refuse_field
from negoce.prospecting.enums import Answer
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion
from negoce.prospecting.words.qualification import ANSWERS, criterion_label

TEXT_MAX = 500


def answer_criterion(
    actor: Actor,
    company: Company,
    criterion: QualificationCriterion,
    *,
    answer: str,
    text: str = "",
    contact: Contact | None = None,
    on: date | None = None,
    reason: str = "",
) -> QualificationAnswer:
    """Add an answer, of today unless told; the same as what holds already adds nothing and is returned.

    Raises NotAllowed; Refused for an answer that is none, a day to come, a text too long or about a person
    (FreeTextRefused, unless `reason` is given), somebody of another company.
    """
    require(actor, Permission.EDIT)
    if answer not in {each.value for each in Answer}:
        raise refuse_field("answer", _("Répondez par oui, non ou pas su."))
    said, day = _checked(text, on)
    overridden = guard_texts({"text": said}, {}, reason)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        if contact is not None and not visible_contacts(actor).filter(pk=contact.pk, company=home).exists():
            raise refuse_field("contact", _("Choisissez quelqu’un de cette entreprise."))
        held = _held(home, criterion)
        if held is not None and (held.answer, held.text) == (answer, said) and contact is None:
            return held
        row = QualificationAnswer.objects.create(
            company=home,
            criterion=criterion,
            answer=answer,
            text=said,
            answered_on=day,
            author_id=actor.user_id,
            contact=contact,
        )
        _journal(actor, row, held, overridden)
        tell_facts_changed([home.pk], actor_id=actor.user_id)
    return row


def _journal(
    actor: Actor, row: QualificationAnswer, held: QualificationAnswer | None, overridden: str
) -> None:
    before = str(ANSWERS[held.answer]) if held is not None else None
    changes: dict[str, tuple[object, object]] = {"answer": (before, str(ANSWERS[row.answer]))}
    if row.text or (held is not None and held.text):
        changes["text"] = (held.text if held is not None else None, row.text)
    if overridden:
        changes["guard_reason"] = (None, overridden)
    record(
        actor,
        Entry(
            verb="updated" if held is not None else "created",
            subject_kind="qualification",
            subject_id=row.pk,
            subject_name=criterion_label(row.criterion.grid, row.criterion),
            company_key=row.company_id,
            changes=changes,
        ),
    )


def _checked(text: str, on: date | None) -> tuple[str, date]:
    line = clean_line(text, TEXT_MAX)
    if line.finding is not None:
        refuse_findings({"text": line.finding})
    day = on or timezone.localdate()
    if day > timezone.localdate():
        refuse_findings({"on": Finding("declared.day_to_come")})
    return line.value or "", day


def _held(company: Company, criterion: QualificationCriterion) -> QualificationAnswer | None:
    rows = QualificationAnswer.objects.filter(company=company, criterion=criterion)
    return rows.order_by("-answered_on", "-pk").first()
