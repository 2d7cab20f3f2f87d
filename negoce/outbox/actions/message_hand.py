"""Marks one of many as handed over and asks the gate in the same statement: nothing can come in between.

Worded in SQL, once: asked through the ORM, the same questions cost more than the sending itself. What it lets
through R-G3 allows (a test compares them); what it does not is asked again by the rule, which says why.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.utils import timezone

from negoce.companies.actions.people.opposition_digests import known_digest_key
from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.rules.emails import without_tag
from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.companies.wired import wired
from negoce.outbox.enums import BounceKind, MessageState
from negoce.outbox.models import BouncedAddress, Message, StoppedAddress

_SQL = """
UPDATE {message} SET handed_at = %s, lease_until = %s
WHERE id = %s AND lease_owner = %s AND state = %s AND steered = ''
AND EXISTS (
  SELECT 1 FROM {contact} person WHERE person.id = {message}.contact_id
  AND person.erased_at IS NULL AND person.deleted_at IS NULL AND person.informed_on IS NOT NULL
)
AND NOT EXISTS (
  SELECT 1 FROM {opposition} own
  WHERE own.contact_id = {message}.contact_id AND own.channel = %s AND own.lifted_on IS NULL
)
AND NOT EXISTS (
  SELECT 1 FROM {digest} kept JOIN {opposition} theirs ON theirs.id = kept.opposition_id
  WHERE kept.digest IN (%s, %s) AND theirs.channel = %s AND theirs.lifted_on IS NULL
)
AND NOT EXISTS (SELECT 1 FROM {bounced} back WHERE back.address = %s AND back.kind = %s)
AND NOT EXISTS (SELECT 1 FROM {stopped} stop WHERE stop.address IN (%s, %s))
"""


def hand_one_of_many(message: Message, now: datetime, lease: timedelta) -> bool:
    """Mark a claimed message to an informed professional as handed over; False when a closer look is needed."""
    limits = [each.quick for each in wired().reach_limits]
    if not message.is_bulk or not message.decided_by.get("is_job_related", True) or None in limits:
        return False
    key = known_digest_key()
    address = message.to_address
    written = (address, without_tag(address))
    digests = [coordinate_digest(key, "email", each) if key else "" for each in written]
    adapt = connection.ops.adapt_datetimefield_value
    email = Channel.EMAIL.value
    values: list[Any] = [
        *(adapt(now), adapt(now + lease), message.pk, message.lease_owner, MessageState.SENDING.value),
        *(email, *digests, email, address.lower(), BounceKind.HARD.value, *map(str.lower, written)),
    ]
    today = timezone.localdate(now)
    for limit in limits:
        values += limit.values(Channel.EMAIL, today) if limit is not None else ()
    with connection.cursor() as cursor:
        cursor.execute(_statement(), values)
        return bool(cursor.rowcount)


@cache
def _statement() -> str:
    models = {
        "message": Message,
        "contact": Contact,
        "opposition": Opposition,
        "digest": OppositionDigest,
        "bounced": BouncedAddress,
        "stopped": StoppedAddress,
    }
    tables = {name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}
    person = f"{tables['message']}.contact_id"
    limits = (each.quick.sql(person) for each in wired().reach_limits if each.quick is not None)
    return "".join([_SQL.format(**tables), *(f"AND {limit}\n" for limit in limits)])
