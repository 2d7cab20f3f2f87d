"""Takes a visitor noted on a stand: a company, a person, what was said, and a call to make. Sent twice, it is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.activities.guard import guard_texts
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.enums import ActivityKind, ActivityState, Direction, OriginChannel
from negoce.companies.models import Activity
from negoce.companies.queries.visible import visible_companies
from negoce.companies.words.findings import say
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor, system_actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.lead_bring import Brought, Lead, bring_lead
from negoce.prospecting.actions.newsletter_agree import keep_consent
from negoce.prospecting.actions.plan_join import join_plan, note_fair_cost
from negoce.prospecting.models import Fair, FairEntry
from negoce.prospecting.queries.known_company import Looked, look_up
from negoce.prospecting.rules.fair_entry import CALL_AGAIN, ReadEntry, read_entry
from negoce.prospecting.words.form import INTERESTS


@dataclass(frozen=True, slots=True)
class Noted:
    """What became of an entry; `follower` is who follows a company that was known, "" for nobody."""

    entry: FairEntry
    again: bool
    follower: str = ""


def take_entry(actor: Actor, raw: Mapping[str, object]) -> Noted:
    """Keep one entry. Raises NotAllowed, and Refused with the faulty fields: the telephone keeps it to be put right."""
    require(actor, Permission.CREATE)
    read = read_entry(raw, now=timezone.localtime())
    if read.client_id is None:
        raise Refused(_("Cette fiche n’a pas de numéro\u00a0: saisissez-la à nouveau."))
    if known := _known(actor, read.client_id):
        return known
    fair = _checked(read)
    looked = look_up(*_said(read))
    try:
        with transaction.atomic():
            return _keep(actor, fair, read, read.client_id, looked)
    except IntegrityError:
        # The same entry came by another request at the same moment.
        known = _known(actor, read.client_id)
        if known is not None:
            return known
        if not FairEntry.objects.filter(client_id=read.client_id).exists():
            raise
        raise Refused(_("Cette fiche a le numéro d’une autre\u00a0: saisissez-la à nouveau.")) from None


def _known(actor: Actor, client_id: UUID) -> Noted | None:
    """The entry that was kept already; somebody else's number is nobody's."""
    entry = (
        FairEntry.objects.select_related("company__owner")
        .filter(client_id=client_id, author_id=actor.user_id)
        .first()
    )
    return Noted(entry, again=True) if entry is not None else None


def _checked(read: ReadEntry) -> Fair:
    fields: dict[str, Sequence[str]] = {name: [say(finding)] for name, finding in read.errors.items()}
    fair = Fair.objects.filter(public_id=read.fair).first() if read.fair else None
    if fair is None:
        fields["fair"] = [_("Ce salon n’existe plus\u00a0: choisissez-en un autre.")]
    if fields or fair is None:
        raise Refused(_("Quelque chose est à corriger sur cette fiche."), fields=fields)
    guard_texts({"note": read.values["note"]}, read.values["guard_reason"])
    return fair


def _said(read: ReadEntry) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What was said of the company, and of the visitor."""
    names = ("first_name", "last_name", "function", "email", "phone")
    return {"name": read.values["company"]}, {name: read.values[name] for name in names}


def _keep(actor: Actor, fair: Fair, read: ReadEntry, client_id: UUID, looked: Looked) -> Noted:
    day = timezone.localdate(read.noted_at)
    company, contact = _said(read)
    lead = bring_lead(
        actor,
        Brought(
            company=company,
            contact=contact,
            channel=OriginChannel.FAIR,
            detail=fair.name,
            source=_fair_words(fair),
            informed_on=day if read.informed else None,
            # Said face to face, which is no channel of ours.
            informed_through=None,
            owner_id=actor.user_id,
            language=actor.language,
        ),
        looked=looked,
    )
    writer = (
        actor if visible_companies(actor).filter(pk=lead.company.pk).exists() else system_actor(actor.name)
    )
    activity = _write(writer, actor, fair, read, lead)
    entry = FairEntry.objects.create(
        client_id=client_id,
        fair=fair,
        author_id=actor.user_id,
        company=lead.company,
        contact=lead.contact,
        activity=activity,
        interest=read.interest.value,
        newsletter_wanted=read.newsletter,
        is_new_company=lead.is_new_company,
        noted_at=read.noted_at,
    )
    if read.newsletter and lead.contact is not None:
        email = str(read.values["email"])
        keep_consent(lead.contact, email=email, at=read.noted_at, source=_fair_words(fair))
    if join_plan(fair.plan_id, lead.company):
        note_fair_cost(fair, actor.user_id)
    tell_facts_changed([lead.company.pk], actor_id=actor.user_id)
    owner = lead.company.owner
    is_theirs = owner is not None and owner.pk != actor.user_id
    return Noted(entry, again=False, follower=owner.full_name if owner is not None and is_theirs else "")


def _fair_words(fair: Fair) -> str:
    return _("Salon «\u00a0%(name)s\u00a0»") % {"name": fair.name}


def _write(writer: Actor, actor: Actor, fair: Fair, read: ReadEntry, lead: Lead) -> Activity:
    """What was said on the stand, and the call that follows for whoever follows the company."""
    people = [lead.contact] if lead.contact is not None else []
    name = f"{read.values['first_name']} {read.values['last_name']}".strip()
    lines = [str(INTERESTS[read.interest.value]), read.values["note"]]
    if read.newsletter:
        lines.append(_("Veut bien recevoir la lettre d’information."))
    need = read.values["note"] or str(INTERESTS[read.interest.value])
    said = create_activity(
        writer,
        values={
            # They came to us: a contact, and a sign of theirs.
            "kind": ActivityKind.MESSAGE.value,
            "direction": Direction.INCOMING.value,
            "state": ActivityState.DONE.value,
            "subject": (_("Rencontre au salon %(fair)s\u00a0: %(name)s") % {"fair": fair.name, "name": name})[
                :200
            ],
            "body": "\n".join(line for line in lines if line),
            "need_recorded": need[:500] if read.interest in CALL_AGAIN else "",
            "starts_at": read.noted_at,
            "owner": actor.user_id,
        },
        company=lead.company,
        contacts=people,
        guard_reason=read.values["guard_reason"],
    )
    follower = lead.company.owner
    if read.interest in CALL_AGAIN:
        day = timezone.localdate(read.noted_at) + timedelta(days=CALL_AGAIN[read.interest])
        create_activity(
            writer,
            values={
                "kind": ActivityKind.TASK.value,
                "state": ActivityState.PLANNED.value,
                "subject": (_("Rappeler %(name)s, vu au salon %(fair)s") % {"name": name, "fair": fair.name})[
                    :200
                ],
                "body": str(INTERESTS[read.interest.value]),
                "starts_at": max(day, timezone.localdate()),
                "owner": follower.pk if follower is not None and follower.is_active else actor.user_id,
            },
            company=lead.company,
            contacts=people,
        )
    return said
