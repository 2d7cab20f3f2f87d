"""The terms that PostgreSQL keeps aside: it appends new ones to a list, and takes many of them into an index at once.

Each search reads what is kept aside, a millisecond for each megabyte; taking it in costs less the more there is.
Connections keep 256 kB (negoce/config/env.py); whoever writes by the thousand keeps more and takes it in itself,
between its transactions. SQLite keeps nothing of this kind.
"""

from __future__ import annotations

from django.db import connection

# More than a batch brings: a transaction that reaches it takes all of it in and keeps its locks meanwhile.
_MUCH = "4MB"
# Only the owner of an index may; where the site's own role is not, the limit of its connections does it.
_TAKE_IN = """
SELECT gin_clean_pending_list(oid) FROM pg_class
WHERE oid IN (to_regclass('search_terms_of_companies'), to_regclass('search_terms_of_contacts'),
              to_regclass('search_terms_of_others'))
  AND pg_has_role(relowner, 'USAGE')
"""


def keep_much_aside() -> None:
    """Let this connection's transactions keep much aside, until `keep_little_aside`."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET gin_pending_list_limit = '{_MUCH}'")


def keep_little_aside() -> None:
    """Keep as little aside as other connections again, and take in what is."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("RESET gin_pending_list_limit")
        take_terms_in()


def take_terms_in() -> None:
    """Take what is kept aside into the indexes, outside transactions: others search and write meanwhile."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(_TAKE_IN)
