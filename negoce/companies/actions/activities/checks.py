"""What every action on an activity asks first: who acts, on what, with whom, when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.models import Activity, Company, Contact
from negoce.companies.queries.visible import visible_activities, visible_companies, visible_contacts
from negoce.companies.rules.activity_moment import Moment, parse_moment
from negoce.companies.rules.activity_values import check_day, clean_activity
from negoce.companies.words.findings import say
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.refusal import Refused, refuse_field


def visible_activity(actor: Actor, activity_id: int) -> Activity:
    """The activity as it is stored now; raises NotAllowed when the actor does not see it."""
    row = visible_activities(actor).filter(pk=activity_id).select_related("company", "owner").first()
    if row is None:
        raise NotAllowed(
            _("Cette activité n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    return row


def visible_company_of(actor: Actor, company: Company | None) -> Company | None:
    """The company as it is stored now; raises NotAllowed when the actor does not see it."""
    if company is None:
        return None
    row = visible_companies(actor).filter(pk=company.pk).first()
    if row is None:
        raise NotAllowed(_("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    return row


def checked_values(given: Mapping[str, object]) -> Mapping[str, object]:
    """Values fit for the columns. Raises Refused with every faulty field."""
    cleaned = clean_activity(given)
    refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
    return cleaned.values


def checked_people(actor: Actor, company: Company | None, contacts: Collection[Contact]) -> Sequence[Contact]:
    """The people who take part: each works or worked at the company, and the actor sees them.

    Raises Refused otherwise, naming those who do not belong.
    """
    if not contacts:
        return []
    keys = {contact.pk for contact in contacts}
    if company is None:
        raise refuse_field("contacts", _("Choisissez d’abord l’entreprise de ces personnes."))
    belongs = Q(company=company) | Q(posts__company=company)
    rows = visible_contacts(actor).filter(belongs, pk__in=keys).distinct().order_by("name_key", "id")
    found = list(rows)
    others = [contact for contact in contacts if contact.pk not in {row.pk for row in found}]
    if others:
        names = ", ".join(sorted(contact.full_name for contact in others))
        raise refuse_field(
            "contacts",
            _("%(names)s : cette personne n’a pas de poste, actuel ou passé, chez %(company)s.")
            % {"names": names, "company": company.name},
        )
    return found


def checked_owner(actor: Actor, value: object) -> int | None:
    """The key of whoever is to do it: the actor when nobody is named. Raises Refused for a closed account."""
    if value is None or value == "":
        return actor.user_id
    key = value.pk if isinstance(value, User) else value
    owner = User.objects.filter(pk=key, is_active=True).first() if isinstance(key, int) else None
    if owner is None:
        raise refuse_field("owner", _("Cette personne n’existe pas ou ne peut plus se connecter."))
    return owner.pk


def checked_moment(value: object, state: str, *, field: str = "starts_at") -> tuple[datetime, bool]:
    """The moment and whether it has no hour, from a datetime, a date or words ("demain 9h").

    Nothing means now. Raises Refused with `field` when it cannot be read or does not suit the state.
    """
    now = timezone.localtime()
    moment, all_day = _moment(value, now, forward=state == "planned", field=field)
    finding = check_day(timezone.localtime(moment).date(), now.date(), state)
    if finding is not None:
        raise refuse_field(field, say(finding))
    return moment, all_day


def midnight(day: date) -> datetime:
    """The beginning of a day in the program's own time zone."""
    return timezone.make_aware(datetime.combine(day, time()))


def refuse_finding(name: str, finding: Finding) -> Refused:
    """The refusal of one field for what a rule found."""
    return refuse_field(name, say(finding))


def refuse_all(errors: Mapping[str, str]) -> None:
    """Raise Refused when there is something to mend."""
    if not errors:
        return
    fields = {name: [message] for name, message in errors.items()}
    if len(fields) == 1:
        raise Refused(next(iter(errors.values())), fields=fields)
    count = len(fields)
    message = ngettext(
        "%(count)s valeur est à corriger. Rien n’a été enregistré.",
        "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
        count,
    )
    raise Refused(message % {"count": count}, fields=fields)


def _moment(value: object, now: datetime, *, forward: bool, field: str) -> tuple[datetime, bool]:
    if value is None or value == "":
        return now, False
    if isinstance(value, datetime):
        return (value if timezone.is_aware(value) else timezone.make_aware(value)), False
    if isinstance(value, date):
        return midnight(value), True
    if isinstance(value, Moment):
        return _placed(value, now)
    parsed = parse_moment(str(value), now.replace(tzinfo=None), forward=forward)
    if parsed.finding is not None:
        raise refuse_finding(field, parsed.finding)
    if parsed.value is None:
        return now, False
    return _placed(parsed.value, now)


def _placed(moment: Moment, now: datetime) -> tuple[datetime, bool]:
    if moment.hour is None:
        return midnight(moment.day), True
    return timezone.make_aware(datetime.combine(moment.day, moment.hour), now.tzinfo), False
