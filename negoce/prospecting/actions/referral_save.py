"""Notes, changes and withdraws a referral (K10)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings, visible_company
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.facts_changed import tell_facts_changed
from negoce.companies.models import Company, Contact
from negoce.companies.queries.visible import visible_contacts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, refuse_field
from negoce.prospecting.models import Referral
from negoce.prospecting.queries.referrals import visible_referrals
from negoce.prospecting.rules.referral_values import FIELDS, clean_referral


def note_referral(
    actor: Actor,
    *,
    referrer: Company,
    referred: Company,
    values: Mapping[str, object],
    referrer_contact: Contact | None = None,
    referred_contact: Contact | None = None,
    reason: str = "",
) -> Referral:
    """Note that `referrer` recommended us to `referred`; `values` as `clean_referral` reads them.

    Raises NotAllowed; Refused for a company that would recommend itself, a pair that is noted already, a person of
    another company, a text about a person without `reason` (FreeTextRefused), and faulty fields.
    """
    require(actor, Permission.EDIT)
    columns = _columns(actor, values, {}, reason)
    with transaction.atomic():
        giver, receiver = visible_company(actor, referrer.pk), visible_company(actor, referred.pk)
        _check_pair(giver, receiver)
        row = Referral(
            referrer_company=giver,
            referred_company=receiver,
            referrer_contact=_person(actor, giver, referrer_contact, "referrer_contact"),
            referred_contact=_person(actor, receiver, referred_contact, "referred_contact"),
            author_id=actor.user_id,
            **columns,
        )
        row.save()
        told = {name: (None, value) for name, value in columns.items() if value not in (None, "", False)}
        journal(actor, row, "created", told)
        tell_facts_changed([giver.pk, receiver.pk], actor_id=actor.user_id)
    return row


def change_referral(
    actor: Actor, referral: Referral, *, values: Mapping[str, object], revision: int | None, reason: str = ""
) -> Referral:
    """Change what is known of a referral; what is not in `values` stays.

    Raises NotAllowed; Conflict when somebody else changed it meanwhile; Refused as `note_referral`.
    """
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = _mine(actor, referral)
        if revision is not None and revision != row.revision:
            message = _("Quelqu’un a modifié cette recommandation entre-temps. Rouvrez-la, puis recommencez.")
            raise Conflict(message, field="note", current=row.note)
        stored = {name: getattr(row, name) for name in FIELDS}
        columns = _columns(actor, {**stored, **values}, stored, reason)
        changed = {name: (stored[name], value) for name, value in columns.items() if stored[name] != value}
        if not changed:
            return row
        for name in changed:
            setattr(row, name, columns[name])
        row.revision += 1
        row.save()
        journal(actor, row, "updated", changed)
        if {"outcome", "won_on"} & changed.keys():
            tell_facts_changed([row.referrer_company_id, row.referred_company_id], actor_id=actor.user_id)
    return row


def withdraw_referral(actor: Actor, referral: Referral) -> None:
    """Take back a referral that was noted by mistake; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.EDIT)
    with transaction.atomic():
        row = _mine(actor, referral)
        told = {
            name: (getattr(row, name), None) for name in FIELDS if getattr(row, name) not in (None, "", False)
        }
        journal(actor, row, "deleted", told)
        companies = (row.referrer_company_id, row.referred_company_id)
        row.delete()
        tell_facts_changed(companies, actor_id=actor.user_id)


def journal(actor: Actor, row: Referral, verb: str, changes: Mapping[str, tuple[object, object]]) -> None:
    """Write what was done into the journal of the company that recommended."""
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="referral",
            subject_id=row.pk,
            subject_name=row.referred_company.name,
            company_key=row.referrer_company_id,
            changes=changes,
        ),
    )


def _columns(
    actor: Actor, values: Mapping[str, object], stored: Mapping[str, object], reason: str
) -> Mapping[str, object]:
    cleaned, errors = clean_referral(values, today=timezone.localdate(), mark=mark_of(actor.language))
    refuse_findings(errors)
    guard_texts({name: cleaned[name] for name in ("note", "reward")}, stored, reason)
    return cleaned


def _check_pair(giver: Company, receiver: Company) -> None:
    if giver.pk == receiver.pk:
        raise refuse_field("company", _("Une entreprise ne se recommande pas elle-même."))
    if Referral.objects.filter(referrer_company=giver, referred_company=receiver).exists():
        raise refuse_field(
            "company", _("Cette recommandation est déjà notée. Modifiez-la plutôt que d’en noter une autre.")
        )


def _person(actor: Actor, company: Company, contact: Contact | None, name: str) -> Contact | None:
    if contact is None:
        return None
    if not visible_contacts(actor).filter(pk=contact.pk, company=company).exists():
        raise refuse_field(name, _("Choisissez quelqu’un de cette entreprise."))
    return contact


def _mine(actor: Actor, referral: Referral) -> Referral:
    rows = visible_referrals(actor).select_related("referrer_company", "referred_company")
    row = rows.filter(pk=referral.pk).select_for_update(of=("self",)).first()
    if row is None:
        raise NotAllowed(_("Cette recommandation n’existe plus ou n’est pas visible pour vous."))
    return row
