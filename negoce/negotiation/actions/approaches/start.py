"""Starts an approach: the tasks of the first steps of a cycle, before there is a deal (N1)."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_checks import visible_company
from negoce.companies.enums import ActivityState
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.models import User
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import refuse_field
from negoce.negotiation.models import Approach, ApproachTask, SalesCycle
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.rules.approaches import first_tasks
from negoce.negotiation.words.cycle import house_cycle_words, task_subject


def start_approach(
    actor: Actor, company: Company, *, contact: Contact | None = None, cycle: SalesCycle | None = None
) -> Approach:
    """Plan what the first steps of a cycle order with a person of a company, or with the company alone.

    The actor does it. Raises NotAllowed; Refused where one is under way already, or where the cycle orders nothing.
    """
    require(actor, Permission.CREATE)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        # Whoever starts one at the same moment waits here, then sees this one.
        Company.objects.select_for_update().filter(pk=home.pk).first()
        person = _person(actor, home, contact)
        if Approach.objects.filter(company=home, contact=person, ended_on__isnull=True).exists():
            raise refuse_field(
                "contact", _("Une démarche est déjà en cours : suivez-la ou arrêtez-la d’abord.")
            )
        book, today = cycle_book(), timezone.localdate()
        planned = first_tasks(book.steps_for(cycle.pk if cycle is not None else None), today)
        if not planned:
            raise refuse_field(
                "cycle",
                _(
                    "Ce cycle ne prévoit aucune tâche avant la découverte : choisissez-en un autre, ou ajoutez-lui-en."
                ),
            )
        approach = Approach.objects.create(
            company=home, contact=person, cycle=cycle, started_by_id=actor.user_id, started_on=today
        )
        owner = User.objects.filter(pk=actor.user_id or 0).first()
        for each in planned:
            activity = create_activity(
                actor,
                values={
                    "kind": each.task.kind,
                    "subject": task_subject(each.task),
                    "state": ActivityState.PLANNED.value,
                    "starts_at": each.due_on,
                    "owner": owner,
                },
                company=home,
                contacts=[person] if person is not None else [],
            )
            ApproachTask.objects.create(activity=activity, approach=approach, step=each.step.value)
        name = str(cycle) if cycle is not None else house_cycle_words(book.default)
        record(actor, Entry("created", "approach", approach.pk, name, home.pk, {"tasks": (0, len(planned))}))
    return approach


def _person(actor: Actor, company: Company, contact: Contact | None) -> Contact | None:
    if contact is None:
        return None
    person = visible_contacts(actor).filter(pk=contact.pk, company=company).first()
    if person is None:
        raise refuse_field("contact", _("Cette personne n’est pas dans cette entreprise, ou n’y est plus."))
    return person
