"""The team's own grids: typed, changed, offered or not."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.public_id import new_public_id
from negoce.kit.refusal import Refused, refuse_field
from negoce.prospecting.enums import GridKind
from negoce.prospecting.models import QualificationAnswer, QualificationCriterion, QualificationGrid
from negoce.prospecting.rules.grid_text import LABEL_MAX, QUESTION_MAX, TypedCriterion, read_criteria
from negoce.prospecting.rules.qualification import MOST_CRITERIA
from negoce.prospecting.words.qualification import grid_name

NAME_MAX = 80


def save_grid(
    actor: Actor, grid: QualificationGrid | None, *, name: str, criteria: str, is_active: bool = True
) -> QualificationGrid:
    """Make an own grid, or change one; `criteria` holds one a line, "label : question".

    A criterion that keeps its label keeps its answers; one that is taken out is no longer asked, its answers stay.
    Raises NotAllowed; Refused for a known grid, an empty name, no criteria, too many, or one twice.
    """
    require(actor, Permission.MANAGE_SETTINGS)
    if grid is not None and grid.kind != GridKind.OWN.value:
        raise Refused(_("Les critères de cette grille sont connus partout : faites votre propre grille."))
    line = clean_line(name, NAME_MAX)
    if line.finding is not None:
        refuse_findings({"name": line.finding})
    if not line.value:
        raise refuse_field("name", _("Donnez un nom à la grille."))
    typed = _checked(criteria)
    with transaction.atomic():
        row = grid or QualificationGrid(key=f"own-{new_public_id()}", kind=GridKind.OWN.value)
        before = row.name
        row.name, row.is_active = line.value, is_active
        row.save()
        _write(row, typed)
        # Who is qualified depends on what is asked: whoever answered this grid is worked out again.
        answered = QualificationAnswer.objects.filter(criterion__grid=row).order_by("company_id")
        tell_facts_changed(answered.values_list("company_id", flat=True).distinct(), actor_id=actor.user_id)
        _tell(actor, row, "created" if grid is None else "updated", {"name": (before or None, row.name)})
    return row


def offer_grid(actor: Actor, grid: QualificationGrid, *, is_active: bool) -> None:
    """Offer a grid on the pages of companies, or no longer; what was answered stays. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_SETTINGS)
    with transaction.atomic():
        others = QualificationGrid.objects.filter(is_active=True).exclude(pk=grid.pk)
        if not is_active and not others.exists():
            raise Refused(_("Une grille au moins doit rester proposée. Rien n’a été changé."))
        row = QualificationGrid.objects.select_for_update().get(pk=grid.pk)
        if row.is_active == is_active:
            return
        row.is_active = is_active
        row.save(update_fields=["is_active"])
        _tell(actor, row, "updated", {"offered": (not is_active, is_active)})


def _checked(criteria: str) -> Sequence[TypedCriterion]:
    typed = read_criteria(criteria)
    if not typed:
        raise refuse_field("criteria", _("Écrivez au moins un critère, un par ligne."))
    if len(typed) > MOST_CRITERIA:
        raise refuse_field("criteria", _("Au plus %(count)s critères.") % {"count": MOST_CRITERIA})
    keys = [each.key for each in typed]
    for each in typed:
        if keys.count(each.key) > 1:
            raise refuse_field("criteria", _("« %(text)s » est écrit deux fois.") % {"text": each.label})
        if len(each.label) > LABEL_MAX or len(each.question) > QUESTION_MAX:
            message = _(
                "« %(text)s… » est trop long : %(label)s caractères, puis %(question)s pour la question."
            )
            figures = {"text": each.label[:30], "label": LABEL_MAX, "question": QUESTION_MAX}
            raise refuse_field("criteria", message % figures)
    return typed


def _write(grid: QualificationGrid, typed: Sequence[TypedCriterion]) -> None:
    known = {each.label.casefold(): each for each in grid.criteria.all()}
    numbers = len(known)
    for position, each in enumerate(typed, start=1):
        row = known.pop(each.key, None)
        if row is None:
            numbers += 1
            row = QualificationCriterion(grid=grid, key=f"c{numbers}")
        row.label, row.question, row.position, row.is_active = each.label, each.question, position, True
        row.save()
    for row in known.values():
        row.is_active = False
        row.save(update_fields=["is_active"])


def _tell(
    actor: Actor, grid: QualificationGrid, verb: str, changes: dict[str, tuple[object, object]]
) -> None:
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="qualification_grid",
            subject_id=grid.pk,
            subject_name=grid_name(grid),
            changes=changes,
        ),
    )
