"""Notes an objection heard in a deal, what was answered, what became of it (N7, domain 5.4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.models import Contact
from negoce.companies.rules.typed_day import parse_day
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.enums import ObjectionNature, ObjectionOutcome, ObjectionSubject
from negoce.negotiation.models import Deal, Objection, ObjectionAnswer, ObjectionHeard
from negoce.negotiation.queries.deals.nameable import nameable_people
from negoce.negotiation.words.deal import say

TEXTS = {"words": 300, "reply": 300}


def note_objection(
    actor: Actor,
    deal: Deal,
    row: ObjectionHeard | None = None,
    *,
    values: Mapping[str, str],
    revision: int | None = None,
    guard_reason: str = "",
) -> ObjectionHeard:
    """Note an objection heard, or put `row` right as it was at `revision`.

    `values` as typed: `objection` and `answer` (public ids of the library, or nothing), `subject`, `nature`, `words`,
    `contact` (a public id), `heard_on`, `reply`, `outcome`. Raises NotAllowed, Refused with the faulty fields,
    FreeTextRefused, Conflict.
    """
    check_may_note(actor)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        told = _checked(actor, home, values, row)
        stored = {} if row is None else {name: getattr(row, name) for name in TEXTS}
        reason = guard_texts({name: told[name] for name in TEXTS}, stored, guard_reason)
        if row is None:
            kept = ObjectionHeard.objects.create(deal=home, author_id=actor.user_id, **told)
        else:
            _change(home, row, told, revision)
            kept = ObjectionHeard.objects.get(pk=row.pk)
        _tell(actor, home, (bool(row), True), reason)
    return kept


def settle_objection(actor: Actor, deal: Deal, *, public_id: str, outcome: str) -> None:
    """Say whether an objection was overcome or stays; an empty outcome takes the word back.

    Raises NotAllowed, Refused when it is not there any more.
    """
    check_may_note(actor)
    if outcome and outcome not in set(ObjectionOutcome):
        raise refuse_field("outcome", _("Choisissez dans la liste."))
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        here = ObjectionHeard.objects.filter(deal=home, public_id=public_id)
        if not here.update(outcome=outcome, revision=F("revision") + 1):
            raise refuse_field("outcome", _("Cette objection vient d’être retirée. Rien n’a été changé."))
        _tell(actor, home, (True, True), "")


def remove_objection(actor: Actor, deal: Deal, *, public_id: str) -> None:
    """Erase an objection noted by mistake; nothing when it is gone already. Raises NotAllowed."""
    check_may_note(actor)
    with transaction.atomic():
        home = visible_deal(actor, deal.pk)
        if ObjectionHeard.objects.filter(deal=home, public_id=public_id).delete()[0]:
            _tell(actor, home, (True, False), "")


def check_may_note(actor: Actor) -> None:
    """Raise NotAllowed for who may not write what people said in talks."""
    require(actor, Permission.EDIT)
    if not actor.may_write(FieldGroup.OBSERVATIONS):
        raise NotAllowed(_("Votre rôle ne note pas ce que des personnes ont dit en entretien."))


def _change(home: Deal, row: ObjectionHeard, told: Mapping[str, object], revision: int | None) -> None:
    asked = ObjectionHeard.objects.filter(pk=row.pk, deal=home, revision=-1 if revision is None else revision)
    if not asked.update(**told, revision=F("revision") + 1):
        message = _("Cette objection a changé entre-temps. Rien n’a été enregistré : rouvrez-la.")
        raise Conflict(
            message,
            field="revision",
            current=row.revision,
            subject=Subject("deal", home.pk, "objection_heard"),
        )


def _checked(
    actor: Actor, home: Deal, values: Mapping[str, str], row: ObjectionHeard | None
) -> dict[str, object]:
    errors: dict[str, str] = {}
    told: dict[str, object] = {}
    for name, limit in TEXTS.items():
        parsed = clean_line(values.get(name, ""), limit)
        if parsed.finding is not None:
            errors[name] = say(parsed.finding)
        told[name] = parsed.value or ""
    objection = _objection(values, row, errors)
    if objection is None and not told["words"]:
        errors.setdefault(
            "words", _("Choisissez l’objection dans la bibliothèque, ou notez les mots entendus.")
        )
    subject = objection.subject if objection is not None else values.get("subject", "")
    if subject not in set(ObjectionSubject):
        errors.setdefault("subject", _("Dites sur quoi elle porte."))
    for name, known in (("nature", set(ObjectionNature)), ("outcome", set(ObjectionOutcome))):
        told[name] = values.get(name, "")
        if told[name] and told[name] not in known:
            errors[name] = _("Choisissez dans la liste.")
    told |= {
        "objection": objection,
        "subject": subject,
        "answer": _answer(values, objection, row, errors),
        "contact": _contact(actor, home, values, row, errors),
        "heard_on": _day(values, errors),
    }
    refuse_all(errors)
    return told


def _objection(
    values: Mapping[str, str], row: ObjectionHeard | None, errors: dict[str, str]
) -> Objection | None:
    """One of the library, or the one already noted even when it left the library since."""
    wanted = values.get("objection", "")
    if not wanted:
        return None
    found = Objection.objects.filter(public_id=wanted).first()
    if found is None or (found.withdrawn_at is not None and (row is None or row.objection_id != found.pk)):
        errors["objection"] = _("Cette objection n’est plus dans la bibliothèque : choisissez-en une autre.")
    return found


def _answer(
    values: Mapping[str, str],
    objection: Objection | None,
    row: ObjectionHeard | None,
    errors: dict[str, str],
) -> ObjectionAnswer | None:
    wanted = values.get("answer", "")
    if not wanted:
        return None
    found = ObjectionAnswer.objects.filter(public_id=wanted, objection=objection).first()
    kept = found is not None and row is not None and row.answer_id == found.pk
    if found is None or (found.withdrawn_at is not None and not kept):
        errors["answer"] = _("Cette réponse n’est pas une de celles de cette objection.")
    return found


def _contact(
    actor: Actor, home: Deal, values: Mapping[str, str], row: ObjectionHeard | None, errors: dict[str, str]
) -> Contact | None:
    wanted = values.get("contact", "")
    if not wanted:
        return None
    kept = row.contact_id if row is not None else None
    found = nameable_people(actor, home, kept).filter(public_id=wanted).first()
    if found is None:
        errors["contact"] = _("Choisissez un interlocuteur de cette entreprise.")
    return found


def _day(values: Mapping[str, str], errors: dict[str, str]) -> date | None:
    today = timezone.localdate()
    day = parse_day(values.get("heard_on", ""), today, forward=False).value
    if day is None or day > today:
        errors["heard_on"] = _("Donnez le jour où vous l’avez entendue, aujourd’hui au plus tard.")
    return day


def _tell(actor: Actor, home: Deal, change: tuple[bool, bool], guard_reason: str) -> None:
    """The journal keeps neither person nor words: they must be erasable with the deal."""
    told: dict[str, tuple[object, object]] = {"objection_heard": change}
    if guard_reason:
        told["guard_reason"] = (None, guard_reason)
    record(actor, Entry("changed", "deal", home.pk, home.name, home.company_id, told))
