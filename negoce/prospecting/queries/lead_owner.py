"""Who gets a new company that a form brings."""

from __future__ import annotations

from django.db.models import Count, Q

from negoce.companies.queries.territories import territory_for
from negoce.identity.models import User
from negoce.prospecting.enums import LeadRule
from negoce.prospecting.models import FormSubmission, PublicForm


def owner_for(form: PublicForm, postal_code: str) -> User | None:
    """The person of the territory who had the fewest from this form, else the person of the form; None for nobody."""
    fallback = form.owner if form.owner is not None and form.owner.is_active else None
    if form.lead_rule != LeadRule.TERRITORY.value or not postal_code:
        return fallback
    territory = territory_for(postal_code, "")
    if territory is None:
        return fallback
    given = FormSubmission.objects.filter(form=form, owner__isnull=False).order_by()
    counts = dict(given.values_list("owner_id").annotate(Count("id")))
    people = list(User.objects.filter(Q(territories=territory), is_active=True).order_by("pk"))
    return min(people, key=lambda person: (counts.get(person.pk, 0), person.pk), default=fallback)
