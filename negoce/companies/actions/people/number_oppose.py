"""Somebody who answers a number, whoever they are, asks not to be called there again (input of R-G3)."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from negoce.companies.actions.company_checks import visible_company
from negoce.companies.actions.people.opposition_digests import add_digests, digest_key
from negoce.companies.actions.people.opposition_record import read_source
from negoce.companies.enums import Channel
from negoce.companies.models import Company, Opposition
from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.identity.rules.actor import Actor


def oppose_number(
    actor: Actor, company: Company, *, number: str, channels: Sequence[Channel], source: str
) -> Sequence[Opposition]:
    """Close a number of a company, nobody being named: it is kept as a digest. Raises NotAllowed, Refused."""
    require(actor, Permission.EDIT)
    said = read_source(source)
    made = []
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        digest = coordinate_digest(digest_key(), "phone", number)
        for channel in channels:
            row = Opposition.objects.create(
                contact=None,
                channel=channel.value,
                opposed_on=timezone.localdate(),
                source=said,
                recorded_by_id=actor.user_id,
            )
            add_digests(row, frozenset({digest}))
            _journal(actor, home, row, "created", {"channel": (None, channel.value), "source": (None, said)})
            made.append(row)
    return made


def reopen_number(actor: Actor, company: Company, opposition: Opposition, *, source: str) -> None:
    """Take back an opposition of a number that was entered by mistake; it stays in the history. Raises Refused."""
    require(actor, Permission.EDIT)
    said = read_source(source)
    with transaction.atomic():
        home = visible_company(actor, company.pk)
        today = timezone.localdate()
        rows = Opposition.objects.filter(pk=opposition.pk, contact=None, lifted_on__isnull=True)
        if rows.update(lifted_on=today):
            _journal(actor, home, opposition, "changed", {"lifted_on": (None, today), "source": (None, said)})


def _journal(
    actor: Actor, company: Company, row: Opposition, verb: str, changes: dict[str, tuple[object, object]]
) -> None:
    record(
        actor,
        Entry(
            verb=verb,
            subject_kind="opposition",
            subject_id=row.pk,
            subject_name=company.name,
            company_key=company.pk,
            changes=changes,
        ),
    )
