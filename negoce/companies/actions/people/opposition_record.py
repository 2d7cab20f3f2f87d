"""A person refuses to be contacted by a channel: kept with its day, source and digests (input of R-G3)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.people.opposition_digests import add_digests, digest_key
from negoce.companies.actions.search.index import index_records
from negoce.companies.enums import Channel
from negoce.companies.events import CHANNELS_CLOSED
from negoce.companies.models import Contact, Opposition
from negoce.companies.rules.contact_values import read_contact_value
from negoce.companies.rules.privacy.digest import digests_of
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor
from negoce.jobs.events import emit
from negoce.kit.refusal import refuse_field

SOURCE_MAX = 200


def record_opposition(
    actor: Actor, contact: Contact, *, channels: Sequence[Channel], opposed_on: object, source: str
) -> Sequence[Opposition]:
    """Close channels for a contact; those closed already stay as they are. Returns the new refusals.

    `opposed_on` is a day given raw, today when empty; `source` says how the refusal reached us. Raises
    NotAllowed, and Refused on `channels`, `opposed_on` or `source`.
    """
    require(actor, Permission.EDIT)
    if not channels:
        raise refuse_field("channels", _("Choisissez au moins un canal."))
    day = read_day("opposed_on", opposed_on)
    said = read_source(source)
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        made = close_channels(actor, row, channels, day, said)
        index_records("contact", [row.pk])
    return made


def lift_opposition(actor: Actor, opposition: Opposition, *, lifted_on: object, source: str) -> Opposition:
    """Open a channel again because the person said so; the refusal stays in the history. Raises Refused."""
    require(actor, Permission.EDIT)
    day = read_day("lifted_on", lifted_on)
    said = read_source(source)
    with transaction.atomic():
        contact = visible_contact(actor, opposition.contact_id or 0)
        row = Opposition.objects.get(pk=opposition.pk)
        if day < row.opposed_on:
            raise refuse_field("lifted_on", _("L’opposition est plus récente que ce jour."))
        if Opposition.objects.filter(pk=row.pk, lifted_on__isnull=True).update(lifted_on=day):
            _journal(actor, contact, row, {"lifted_on": (None, day), "source": (row.source, said)}, "changed")
            index_records("contact", [contact.pk])
        row.lifted_on = day
    return row


def close_channels(
    actor: Actor, contact: Contact, channels: Sequence[Channel], day: date, source: str
) -> Sequence[Opposition]:
    """Insert the refusals that are not there yet, with their digests. Inside the caller's transaction."""
    key = digest_key()
    values = {name: str(getattr(contact, name)) for name in ("email", "phone", "mobile")}
    standing = set(
        Opposition.objects.filter(contact=contact, lifted_on__isnull=True).values_list("channel", flat=True)
    )
    made = []
    for channel in Channel:
        if channel not in channels or channel.value in standing:
            continue
        try:
            with transaction.atomic():
                row = Opposition.objects.create(
                    contact=contact,
                    channel=channel.value,
                    opposed_on=day,
                    source=source,
                    recorded_by_id=actor.user_id,
                )
        except IntegrityError:  # recorded by somebody else in the meantime
            continue
        add_digests(row, digests_of(key, values, channel))
        changes = {"channel": (None, channel.value), "opposed_on": (None, day), "source": (None, source)}
        _journal(actor, contact, row, changes, "created")
        made.append(row)
    if made:
        told = {"contact": contact.pk, "channels": [each.channel for each in made]}
        emit(CHANNELS_CLOSED, told, actor_id=actor.user_id)
    return made


def read_day(name: str, raw: object) -> date:
    """A day that has come, today when none is given; raises Refused on the field `name`."""
    today = timezone.localdate()
    parsed = read_contact_value("ended_on", raw, today)
    if parsed.finding is not None:
        refuse_findings({name: parsed.finding})
    return parsed.value if isinstance(parsed.value, date) else today


def read_source(raw: str) -> str:
    """How the person let us know; raises Refused on the field `source` when it is not said."""
    parsed = clean_line(raw, SOURCE_MAX)
    if parsed.finding is not None:
        refuse_findings({"source": parsed.finding})
    if not parsed.value:
        raise refuse_field("source", _("Dites comment elle l’a fait savoir : c’est la preuve à garder."))
    return parsed.value


def _journal(actor: Actor, contact: Contact, row: Opposition, told: Changes, verb: str) -> None:
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="opposition",
            subject_id=row.pk,
            subject_name=contact.full_name,
            company_key=contact.company_id,
            changes=told,
        ),
    )
