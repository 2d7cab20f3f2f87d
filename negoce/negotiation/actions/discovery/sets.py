"""Keeps a house’s own sets of questions: begun from a ready one or another, changed one question at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from negoce.catalogue.models import ProductFamily
from negoce.companies.enums import PurchaseMotive
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Conflict, Subject, refuse_field
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.enums import ClosedAnswer, QuestionForm, QuestionTopic, SaleKind
from negoce.negotiation.models import DiscoverySet
from negoce.negotiation.queries.discovery.sets import own_set
from negoce.negotiation.rules.discovery import Branch, Question, question_set
from negoce.negotiation.rules.discovery_set import (
    HELP_MAX,
    OWN,
    OWN_CLOSED,
    WORDS_MAX,
    check_question,
    moved,
    read_questions,
    with_question,
    without_question,
    write_questions,
)
from negoce.negotiation.words.deal import say as say_of_values
from negoce.negotiation.words.discovery import in_words, say


def create_set(actor: Actor, *, given: Mapping[str, str]) -> DiscoverySet:
    """Begin a set with the questions of `source` (a kind of sale, `set-` and a public id, or none); others as
    `change_set`. Raises NotAllowed, Refused with the faulty fields."""
    require(actor, Permission.MANAGE_CATALOGUE)
    values, source = _head(given), given.get("source", "")
    other = own_set(source)
    if other is not None:
        questions, kind = list(other.questions), other.kind
    elif source in set(SaleKind):
        questions, kind = write_questions(in_words(question_set(SaleKind(source)))), source
    elif not source:
        questions, kind = [], SaleKind.SUPPLY.value
    else:
        raise refuse_field("source", _("Ce jeu de questions n’existe plus : choisissez-en un autre."))
    with transaction.atomic():
        row = DiscoverySet.objects.create(**values, kind=kind, questions=questions)
        _journal(actor, row, "created", {name: (None, value) for name, value in given.items() if value})
    return row


def change_set(actor: Actor, row: DiscoverySet, *, given: Mapping[str, str], revision: int) -> None:
    """Change `name`, `sector` (the beginning of an activity code), `family` (a public id).

    Raises NotAllowed, Refused with the faulty fields, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    values = _head(given)
    with transaction.atomic():
        _store(row, revision, **values)
        _journal(
            actor,
            row,
            "changed",
            {"name": (row.name, values["name"]), "sector": (row.sector, values["sector"])},
        )


def delete_set(actor: Actor, row: DiscoverySet) -> None:
    """Delete a set; interviews keep the questions that they asked. Raises NotAllowed."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        if DiscoverySet.objects.filter(pk=row.pk).delete()[0]:
            _journal(actor, row, "deleted", {})


def save_question(
    actor: Actor, row: DiscoverySet, key: str, *, given: Mapping[str, str], revision: int
) -> Question:
    """Change the question of that key, or add one (empty key): `words`, `help`, `topic`, `form`, `branch` (a key) with
    `branch_answer`, `hint`. The form of one that is there stays: its answers were given in it.

    Raises NotAllowed, Refused with the faulty fields, Conflict.
    """
    require(actor, Permission.MANAGE_CATALOGUE)
    questions = read_questions(row.questions)
    stored = next((each for each in questions if each.key == key), None)
    if key and stored is None:
        raise NotAllowed(_("Cette question n’est plus là. Rien n’a été changé."))
    question = _question(stored, given)
    refuse_all({name: say(finding) for name, finding in check_question(questions, question).items()})
    changed = with_question(questions, question)
    with transaction.atomic():
        _store(row, revision, questions=write_questions(changed))
        told = {"question": (stored.words if stored is not None else None, question.words)}
        _journal(actor, row, "changed", told)
    return question


def remove_question(actor: Actor, row: DiscoverySet, key: str, *, revision: int) -> None:
    """Take a question away; those that hung on it are asked always. Raises NotAllowed, Conflict."""
    require(actor, Permission.MANAGE_CATALOGUE)
    questions = read_questions(row.questions)
    gone = next((each for each in questions if each.key == key), None)
    if gone is None:
        return
    with transaction.atomic():
        _store(row, revision, questions=write_questions(without_question(questions, key)))
        _journal(actor, row, "changed", {"question": (gone.words, None)})


def move_question(actor: Actor, row: DiscoverySet, key: str, *, up: bool, revision: int) -> None:
    """Put a question before or after its neighbour of the same topic. Raises NotAllowed, Conflict."""
    require(actor, Permission.MANAGE_CATALOGUE)
    with transaction.atomic():
        order: Sequence[Question] = moved(read_questions(row.questions), key, up=up)
        _store(row, revision, questions=write_questions(order))


def _head(given: Mapping[str, str]) -> dict[str, object]:
    name, errors = clean_line(given.get("name"), 120), {}
    if name.finding is not None:
        errors["name"] = say_of_values(name.finding)
    elif not name.value:
        errors["name"] = _("Donnez-lui un nom.")
    sector = given.get("sector", "").strip().upper()
    digits = sector.replace(".", "")
    if sector and not (len(sector) <= 5 and digits[:2].isdigit() and digits.isascii() and digits.isalnum()):
        errors["sector"] = _("Donnez le début d’un code APE, comme 10 ou 10.51.")
    wanted = given.get("family", "")
    family = ProductFamily.objects.filter(public_id=wanted[:12]).first() if wanted else None
    if wanted and family is None:
        errors["family"] = _("Cette famille de produits n’existe plus.")
    refuse_all(errors)
    return {"name": name.value, "sector": sector, "family": family}


def _question(stored: Question | None, given: Mapping[str, str]) -> Question:
    words, aid, errors = (
        clean_line(given.get("words"), WORDS_MAX),
        clean_line(given.get("help"), HELP_MAX),
        {},
    )
    for field, read in (("words", words), ("help", aid)):
        if read.finding is not None:
            errors[field] = say_of_values(read.finding)
    topic, form = given.get("topic", ""), stored.form.value if stored is not None else given.get("form", "")
    if topic not in set(QuestionTopic):
        errors["topic"] = _("Choisissez la partie de l’entretien.")
    if form not in set(QuestionForm):
        errors["form"] = _("Choisissez la forme de la question.")
    answer = given.get("branch_answer", "") or ClosedAnswer.YES.value
    if answer not in set(ClosedAnswer):
        errors["branch_answer"] = _("Choisissez une réponse de la liste.")
    refuse_all(errors)
    start = OWN_CLOSED if form == QuestionForm.CLOSED else OWN
    hint, branch = given.get("hint", ""), given.get("branch", "")
    return Question(
        key=stored.key if stored is not None else f"{start}{new_public_id()}",
        topic=QuestionTopic(topic),
        form=QuestionForm(form),
        branch=Branch(branch, ClosedAnswer(answer)) if branch else None,
        words=words.value or "",
        help=aid.value or "",
        hint=hint if hint in set(PurchaseMotive) and form == QuestionForm.OPEN else "",
    )


def _store(row: DiscoverySet, revision: int, **values: object) -> None:
    if not DiscoverySet.objects.filter(pk=row.pk, revision=revision).update(
        **values, revision=F("revision") + 1
    ):
        message = _(
            "Ce jeu de questions a changé entre-temps. Rien n’a été enregistré : rouvrez-le, puis recommencez."
        )
        raise Conflict(message, field="revision", current=None, subject=Subject("discovery_set", row.pk))


def _journal(
    actor: Actor, row: DiscoverySet, verb: str, changes: Mapping[str, tuple[object, object]]
) -> None:
    record(actor, Entry(verb, "discovery_set", row.pk, row.name, changes=changes))
