"""Takes a lead that a program brings: a company, a person, what they want, and a task for whoever follows them (P4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.actions.people.opposition_digests import refuse_erased_email
from negoce.companies.enums import ActivityKind, ActivityState, Direction
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_companies
from negoce.companies.rules.contact_values import PHONES, read_contact_value
from negoce.companies.rules.phones import format_phone
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.lead_bring import Brought, Lead, bring_lead
from negoce.prospecting.actions.newsletter_agree import keep_consent
from negoce.prospecting.actions.plan_join import join_plan
from negoce.prospecting.models import ProspectingPlan
from negoce.prospecting.queries.known_company import Looked, look_up
from negoce.prospecting.rules.file_origins import LICENSED

_TOLD = ("first_name", "function", "email", "phone", "mobile")


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for, in their words; `newsletter` says that they agreed to be written to."""

    message: str = ""
    need: str = ""
    quote_wanted: bool = False
    newsletter: bool = False
    guard_reason: str = ""


@dataclass(frozen=True, slots=True)
class Taken:
    """Whom a lead came to. `is_seen` says whether whoever brought it may open that company."""

    lead: Lead
    follower: str
    is_seen: bool


def take_lead(
    actor: Actor,
    brought: Brought,
    wish: Wish,
    *,
    plan: ProspectingPlan | None = None,
    looked: Looked | None = None,
) -> Taken:
    """Find whom the lead comes from or write them down, tell what they want, and ask for an answer today.

    Nothing that the file holds is overwritten. A caller that holds the one writer already gives what `look_up` found
    before as `looked`. Raises NotAllowed, TextWarned, Refused with the faulty fields.
    """
    require(actor, Permission.CREATE)
    if brought.channel in LICENSED:
        raise Refused(
            _("Une valeur est à corriger. Rien n’a été enregistré."),
            fields={"channel": [_("Un fichier acheté ou loué s’importe, avec sa licence.")]},
        )
    if not brought.contact.get("email") and not brought.company.get("name"):
        raise Refused(
            _("Dites au moins le nom de l’entreprise, ou l’adresse e-mail de la personne."),
            fields={"company.name": [_("Le nom de l’entreprise est nécessaire.")]},
        )
    coordinates = _without_name(brought.contact)
    looked = looked or look_up(brought.company, brought.contact)
    with transaction.atomic():
        lead = bring_lead(actor, brought, looked=looked)
        if wish.newsletter:
            _agree(lead, brought)
        is_seen = visible_companies(actor).filter(pk=lead.company.pk).exists()
        writer = actor if is_seen else system_actor(actor.name, actor.origin)
        _tell(writer, actor, lead, brought, wish, coordinates if lead.contact is None else "")
        join_plan(plan.pk if plan is not None else None, lead.company)
        tell_facts_changed([lead.company.pk], actor_id=actor.user_id)
    owner = lead.company.owner
    return Taken(lead, owner.full_name if owner is not None else "", is_seen)


def _agree(lead: Lead, brought: Brought) -> None:
    """Who agreed to the newsletter, at which address, is kept as the proof. Raises Refused without a person."""
    email = str(brought.contact.get("email") or "")
    if lead.contact is None or not (email or lead.contact.email):
        raise Refused(
            _("Une valeur est à corriger. Rien n’a été enregistré."),
            fields={
                "newsletter": [
                    _(
                        "Un accord est celui d’une personne\u00a0: son nom et son adresse e-mail sont nécessaires."
                    )
                ]
            },
        )
    keep_consent(lead.contact, email=email, at=timezone.now(), source=brought.source)


def _without_name(contact: Mapping[str, object]) -> str:
    """How to answer somebody whose name is not told, who is no person of the file yet; "" with a name.

    They are no general address of the company: nobody else may write there. Raises Refused with the faulty fields.
    """
    if contact.get("last_name"):
        return ""
    today = timezone.localdate()
    read = {name: read_contact_value(name, contact[name], today) for name in _TOLD if contact.get(name)}
    refuse_findings(
        {name: each.finding for name, each in read.items() if each.value is None and each.finding}
    )
    values = {name: str(each.value) for name, each in read.items() if each.value}
    refuse_erased_email(values)
    return ", ".join(format_phone(text) if name in PHONES else text for name, text in values.items())


def _tell(writer: Actor, actor: Actor, lead: Lead, brought: Brought, wish: Wish, coordinates: str) -> None:
    people = [lead.contact] if lead.contact is not None else []
    owner = lead.company.owner
    follower = owner.pk if owner is not None and owner.is_active else actor.user_id
    lines = [brought.detail, wish.message]
    if coordinates:
        lines.append(_("Coordonnées données\u00a0: %(coordinates)s") % {"coordinates": coordinates})
    if wish.newsletter:
        lines.append(_("Veut bien recevoir la lettre d’information."))
    said = {
        "kind": ActivityKind.MESSAGE.value,
        "direction": Direction.INCOMING.value,
        "state": ActivityState.DONE.value,
        "need_recorded": wish.need,
        "quote_wanted": wish.quote_wanted,
    }
    today = timezone.localdate()
    of_today = Activity.objects.filter(company=lead.company, deleted_at__isnull=True, starts_at__date=today)
    is_again = of_today.filter(**said).exists()
    create_activity(
        writer,
        values={
            **said,
            "subject": _("Demande reçue\u00a0: %(from)s") % {"from": brought.source[:150]},
            "body": "\n".join(line for line in lines if line),
            "owner": follower,
        },
        company=lead.company,
        contacts=people,
        guard_reason=wish.guard_reason,
    )
    name = lead.contact.full_name if lead.contact is not None else lead.company.name
    task = {
        "kind": ActivityKind.TASK.value,
        "state": ActivityState.PLANNED.value,
        "subject": _("Répondre à %(name)s") % {"name": name[:150]},
    }
    # A form sent three times is one answer to give; who asks for more is one more.
    if not (is_again and of_today.filter(**task, owner_id=follower).exists()):
        values = {**task, "starts_at": today, "owner": follower}
        create_activity(writer, values=values, company=lead.company, contacts=people)
