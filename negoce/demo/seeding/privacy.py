"""What the demo's house has to do about people's data: requests at several delays, and files that nobody answered for
three years.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from negoce.companies.actions.contacts.dates import refresh_contact_dates
from negoce.companies.actions.people.rights_request import close_request, extend_request, note_request
from negoce.companies.actions.retention_propose import propose_retention
from negoce.companies.enums import ActivityKind, ActivityState, Channel, RightsKind, RightsState
from negoce.companies.models import Activity, Company, Contact
from negoce.demo.featured import FEATURED
from negoce.demo.moments import midnight
from negoce.identity.enums import Role
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.prospecting.models import PlanCompany, SourcedCompany

# Kind, days since it came, how it came, what is asked; then days until it was answered, none while it waits.
_REQUESTS = (
    (RightsKind.RECTIFICATION, 4, Channel.PHONE, "Son nom d’usage a changé, et sa fonction.", None),
    (RightsKind.ERASURE, 13, Channel.EMAIL, "A quitté la profession : ne plus rien garder.", None),
    (
        RightsKind.ACCESS,
        27,
        Channel.POST,
        "Copie complète, notes et scores compris, pour trois sociétés.",
        None,
    ),
    (RightsKind.PORTABILITY, 48, Channel.EMAIL, "Un fichier de ses échanges avec nous.", 16),
    (RightsKind.OPPOSITION, 71, Channel.EMAIL, "Plus aucune sollicitation.", 2),
)
# People among whom one a company is found.
_LOOKED_AT = 40
# The request that asks for too much at once takes the two more months.
_LONG = RightsKind.ACCESS
# Companies that nobody spoke to, and since when: a few are over the three years, the others come near.
_FORGOTTEN, _FIRST_DAYS, _EVERY = 14, 1_150, 6


def write_privacy(today: date, _place: int) -> None:
    """Note the requests, answer two of them, and propose what is due; once."""
    user = User.objects.filter(is_active=True, role=Role.ADMINISTRATOR.value).order_by("pk").first()
    if user is None:
        return
    actor = actor_for(user)
    asking = Contact.objects.filter(
        company__is_fictional=True, company__sales__isnull=False, erased_at__isnull=True, rights_requests=None,
        current_post__isnull=False,
    ).order_by("-pk")  # fmt: skip
    one_each = {each.company_id: each for each in asking[:_LOOKED_AT]}
    for (kind, days, through, details, answered), person in zip(_REQUESTS, one_each.values(), strict=False):
        received = today - timedelta(days=days)
        values = {
            "kind": kind.value,
            "received_through": through.value,
            "received_on": f"{received:%d/%m/%Y}",
            "identity_note": "rappel au numéro connu",
            "details": details,
        }
        row = note_request(actor, person, values=values)
        if answered is not None:
            day = received + timedelta(days=answered)
            done = {
                "state": RightsState.DONE.value,
                "answered_on": f"{day:%d/%m/%Y}",
                "answer": "Fait, et confirmé.",
            }
            close_request(actor, row, values=done)
            # What was answered is no longer to be done.
            asked = Activity.objects.filter(kind=ActivityKind.TASK.value, company=person.company).order_by(
                "-pk"
            )
            Activity.objects.filter(pk__in=asked.values("pk")[:1]).update(
                state=ActivityState.DONE.value, starts_at=midnight(day), created_at=midnight(received)
            )
            refresh_contact_dates([person.company_id])
        elif kind is _LONG:
            extend_request(actor, row, reason="Trois sociétés et onze ans d’échanges à réunir.")
    _forget(today)
    propose_retention(today, progress=lambda _done, _total: None)


def _forget(today: date) -> None:
    """Let some prospects have been in the file for three years without a word from them."""
    silent = Company.objects.filter(
        is_fictional=True, sales=None, activities=None, deleted_at__isnull=True, contacts__isnull=False
    ).exclude(name__in=[each.name for each in FEATURED])
    silent = silent.exclude(pk__in=PlanCompany.objects.values("company_id"))
    silent = silent.exclude(pk__in=SourcedCompany.objects.values("company_id"))
    keys = list(silent.order_by("pk").distinct().values_list("pk", flat=True)[:_FORGOTTEN])
    for place, key in enumerate(keys):
        day = today - timedelta(days=_FIRST_DAYS - _EVERY * place)
        since = timezone.make_aware(datetime.combine(day, time(10)))
        Company.objects.filter(pk=key).update(created_at=since)
        people = Contact.objects.filter(company_id=key, last_sign_on__isnull=True)
        people.update(created_at=since, informed_on=day + timedelta(days=9))
