"""The licence of files in SQL, for who hands over ten thousand messages: whom it lets through the rule allows.

Uses are left out, since the mailing that asks is counted already. Who answered or ordered since is not known here: the
rule is asked again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from negoce.companies.enums import Channel
from negoce.companies.lent import QuickLeave
from negoce.prospecting.enums import SourceKind
from negoce.prospecting.models import FileSource, SourcedContact

_SQL = """(
  NOT EXISTS (SELECT 1 FROM {brought} made WHERE made.contact_id = {person} AND made.created)
  OR EXISTS (
    SELECT 1 FROM {brought} link JOIN {source} file ON file.id = link.source_id
    WHERE link.contact_id = {person} AND (file.kind = %s OR (
      (file.starts_on IS NULL OR file.starts_on <= %s) AND (file.ends_on IS NULL OR file.ends_on >= %s)
      AND CAST(file.channels AS TEXT) LIKE %s
    ))
  )
)"""


def _sql(person: str) -> str:
    quote = connection.ops.quote_name
    return _SQL.format(
        person=person,
        brought=quote(SourcedContact._meta.db_table),
        source=quote(FileSource._meta.db_table),
    )


def _values(channel: Channel, today: date) -> Sequence[object]:
    day = connection.ops.adapt_datefield_value(today)
    return (SourceKind.OWN.value, day, day, f'%"{channel.value}"%')


LICENCE_QUICKLY = QuickLeave(_sql, _values)
