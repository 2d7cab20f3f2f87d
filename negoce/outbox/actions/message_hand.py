"""Marks one of many as handed over and asks the gate in the same statement: nothing can come in between.

Worded in SQL, once: asked through the ORM, the same four questions cost more than the sending itself. What it lets
through R-G3 allows (a test compares them); what it does not is asked again by the rule, which says why.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

from django.db import connection

from negoce.companies.actions.people.opposition_digests import known_digest_key
from negoce.companies.enums import Channel
from negoce.companies.models import Contact, Opposition, OppositionDigest
from negoce.companies.rules.emails import without_tag
from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.outbox.enums import BounceKind, MessageState
from negoce.outbox.models import BouncedAddress, Message

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
"""


def hand_one_of_many(message: Message, now: datetime, lease: timedelta) -> bool:
    """Mark a claimed message to an informed professional as handed over; False when a closer look is needed."""
    if not message.is_bulk or not message.decided_by.get("is_job_related", True):
        return False
    key = known_digest_key()
    address = message.to_address
    digests = [
        coordinate_digest(key, "email", each) if key else "" for each in (address, without_tag(address))
    ]
    adapt = connection.ops.adapt_datetimefield_value
    email = Channel.EMAIL.value
    values = [
        *(adapt(now), adapt(now + lease), message.pk, message.lease_owner, MessageState.SENDING.value),
        *(email, *digests, email, address.lower(), BounceKind.HARD.value),
    ]
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
    }
    return _SQL.format(
        **{name: connection.ops.quote_name(model._meta.db_table) for name, model in models.items()}
    )
