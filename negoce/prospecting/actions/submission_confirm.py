"""The author of a request confirmed their address: the company, the person, the exchange and the task are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from negoce.companies.actions.activities.create import create_activity
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.enums import ActivityKind, ActivityState, Channel, Direction, OriginChannel
from negoce.companies.models import Activity
from negoce.identity.models import User
from negoce.identity.rules.actor import Actor, system_actor
from negoce.jobs.events import emit
from negoce.prospecting.actions.lead_bring import Brought, Lead, bring_what_is_taken
from negoce.prospecting.actions.plan_join import join_plan
from negoce.prospecting.enums import FormKind, SubmissionState
from negoce.prospecting.events import FORM_CONFIRMED
from negoce.prospecting.models import FormSubmission
from negoce.prospecting.queries.known_company import Looked, look_up
from negoce.prospecting.queries.lead_owner import owner_for
from negoce.prospecting.rules.form_fields import OF_COMPANY, OF_CONTACT, asked_fields
from negoce.prospecting.words.form import CAMPAIGN_WORDS, FORM_KINDS, field_label, known_customs

_REASON = "Écrit par la personne elle-même"


def confirm_submission(row: FormSubmission) -> FormSubmission:
    """Confirm once; a second time changes nothing. Raises Refused when the file refuses the person: all stays."""
    now = timezone.now()
    looked = look_up(*_said(row.values))
    with transaction.atomic():
        waiting = FormSubmission.objects.filter(pk=row.pk, state=SubmissionState.PENDING.value)
        if not waiting.update(state=SubmissionState.CONFIRMED.value, confirmed_at=now):
            return FormSubmission.objects.select_related("form").get(pk=row.pk)
        fresh = FormSubmission.objects.select_related("form__owner").get(pk=row.pk)
        actor = replace(system_actor(_("Formulaire public")), language=fresh.form.language)
        lead = _bring(actor, fresh, looked)
        fresh.company, fresh.contact, fresh.is_new_company = lead.company, lead.contact, lead.is_new_company
        owner = lead.company.owner
        known = owner if owner is not None and owner.is_active else None
        follower = known or owner_for(fresh.form, lead.company.postal_code)
        fresh.owner = follower
        fresh.task = _tell(actor, fresh, lead, follower)
        fresh.save(update_fields=["company", "contact", "is_new_company", "owner", "task"])
        join_plan(fresh.form.plan_id, lead.company)
        tell_facts_changed([lead.company.pk], actor_id=None)
        emit(FORM_CONFIRMED, {"submission": fresh.pk, "company": lead.company.pk, "kind": fresh.kind})
    return fresh


def _said(values: Mapping[str, str]) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """What was said of the company, and of the person."""
    company: Mapping[str, object] = {
        column: values[name] for name, column in OF_COMPANY.items() if values.get(name)
    }
    contact: Mapping[str, object] = {name: values[name] for name in OF_CONTACT if values.get(name)}
    return company, contact


def _bring(actor: Actor, row: FormSubmission, looked: Looked) -> Lead:
    values: Mapping[str, str] = row.values
    customs = known_customs(list(asked_fields(row.form.fields)))
    company, contact = _said(values)
    # What the file refuses now (a number that another company took meanwhile) stays in the exchange.
    brought = Brought(
        company=company,
        contact=contact,
        channel=OriginChannel.INBOUND,
        detail=_origin(row)[:200],
        source=_("Formulaire «\u00a0%(name)s\u00a0»") % {"name": row.form.name[:150]},
        informed_on=timezone.localdate(row.submitted_at),
        informed_through=Channel.EMAIL,
        owner_id=getattr(owner_for(row.form, values.get("postal_code", "")), "pk", None),
        language=row.form.language,
        custom={
            kind: {
                customs[key].key: value
                for key, value in values.items()
                if key in customs and customs[key].kind == kind
            }
            for kind in ("company", "contact")
        },
    )
    return bring_what_is_taken(actor, brought, looked=looked)


def _origin(row: FormSubmission) -> str:
    words = " · ".join(dict.fromkeys(str(value) for value in row.campaign.values()))
    return f"{row.form.name} · {words}" if words else str(row.form.name)


def _tell(actor: Actor, row: FormSubmission, lead: Lead, follower: User | None) -> Activity:
    """The request as it was written, on the thread; and what is to be done today, by who follows the company."""
    with override(follower.language if follower is not None else "fr"):
        people = [lead.contact] if lead.contact is not None else []
        name = lead.contact.full_name if lead.contact is not None else lead.company.name
        kind = FORM_KINDS[row.kind]
        create_activity(
            actor,
            values={
                "kind": ActivityKind.MESSAGE.value,
                "state": ActivityState.DONE.value,
                "direction": Direction.INCOMING.value,
                "subject": f"{kind}\u00a0: {row.form.title}"[:200],
                "body": _body(row),
                **_wish(row),
                "owner": follower,
            },
            company=lead.company,
            contacts=people,
            guard_reason=_REASON,
        )
        return create_activity(
            actor,
            values={
                "kind": ActivityKind.TASK.value,
                "state": ActivityState.PLANNED.value,
                "subject": (
                    _("Répondre à %(name)s\u00a0: %(kind)s") % {"name": name, "kind": str(kind).lower()}
                )[:200],
                "body": _known_words(lead),
                "starts_at": timezone.localdate(),
                "owner": follower,
            },
            company=lead.company,
            contacts=people,
            guard_reason=_REASON,
        )


def _wish(row: FormSubmission) -> Mapping[str, object]:
    """What the request says of a need: their own words, or a price that they ask for.

    A document taken without a word says nothing.
    """
    if row.kind == FormKind.PRICE_PAGE.value:
        return {"quote_wanted": True}
    return {"need_recorded": str(row.values.get("message", ""))[:500]}


def _known_words(lead: Lead) -> str:
    if lead.is_new_company:
        return _("Entreprise nouvelle, créée par cette demande.")
    if not lead.is_new_contact:
        return _("Entreprise et interlocuteur déjà connus\u00a0: leurs fiches n’ont pas été modifiées.")
    return _("Entreprise déjà connue\u00a0: l’interlocuteur a été ajouté, la fiche n’a pas été modifiée.")


def _body(row: FormSubmission) -> str:
    customs = known_customs(list(asked_fields(row.form.fields)))
    lines = [
        f"{field_label(key, customs)}\u00a0: {value}" for key, value in row.values.items() if key != "message"
    ]
    lines += [f"{CAMPAIGN_WORDS[name]}\u00a0: {words}" for name, words in row.campaign.items()]
    if row.form.asks_newsletter:
        wanted = _("oui") if row.newsletter_wanted else _("non")
        lines.append(_("Lettre d’information\u00a0: %(wanted)s") % {"wanted": wanted})
    if row.values.get("message"):
        lines += ["", str(row.values["message"])]
    return "\n".join(lines)
