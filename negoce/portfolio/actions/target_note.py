"""A salesperson notes a company on a criterion, against the facts or where there are none (P7)."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.models import Company
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of, parse_decimal
from negoce.kit.refusal import refuse_field
from negoce.portfolio.actions.target_criteria import name_of
from negoce.portfolio.actions.target_refresh import refresh_with
from negoce.portfolio.queries.target_facts import sector_revenue
from negoce.prospecting.models import TargetCriterion, TargetNote
from negoce.prospecting.rules.target_index import BEST


def give_note(actor: Actor, company: Company, criterion: TargetCriterion, *, typed: str) -> None:
    """Give a note from 0 to 10, or take it back when nothing is typed; the company moves at once.

    Raises NotAllowed; Refused for what is no note.
    """
    require(actor, Permission.EDIT)
    read = parse_decimal(typed, mark_of(actor.language))
    note = read.value
    if read.refused or (note is not None and (not 0 <= note <= BEST or note != round(note, 1))):
        raise refuse_field("note", _("Une note va de 0 à 10, avec une décimale au plus."))
    # All customers of its activity are read: not while writing.
    means = sector_revenue([company.pk])
    with transaction.atomic():
        seen = visible_company(actor, company.pk)
        given = TargetNote.objects.filter(company=seen, criterion=criterion)
        before = given.values_list("note", flat=True).first()
        if note is None:
            given.delete()
        else:
            TargetNote.objects.update_or_create(
                company=seen,
                criterion=criterion,
                defaults={
                    "note": int(note * 10),
                    "noted_on": timezone.localdate(),
                    "author_id": actor.user_id,
                },
            )
        was = None if before is None else Decimal(before) / 10
        if was != note:
            changes: dict[str, tuple[object, object]] = {name_of(criterion): (_shown(was), _shown(note))}
            entry = Entry("updated", "target_note", seen.pk, seen.name, company_key=seen.pk, changes=changes)
            record(actor, entry)
        refresh_with([seen.pk], today=timezone.localdate(), means=means)


def _shown(note: Decimal | None) -> str | None:
    return None if note is None else f"{note.normalize():f}"
