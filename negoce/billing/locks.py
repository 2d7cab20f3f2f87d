"""The locks of issued documents, held by the database itself, whoever writes: our code, another program, SQL by hand.

Triggers refuse to change or delete what was issued (document, lines, deposits, file), to put another row in its place
(`INSERT OR REPLACE`, for which SQLite asks no trigger of deletion), to lower a counter or to change the prefix of a
series in use, and to make a row issued by any way but the next number of its counter. Only whose file
a document stands in may move (a merge of companies, an address or a person that goes).

What SQL can still do, as the owner of the database: drop the triggers or the tables, or restore an older copy. The
chain of digests and the journal then say so (`negoce check invoices`), unless whoever did it wrote both anew: the files
that left, at the customers' and on the platform, are the last proof.

On SQLite a migration that makes one of these tables anew loses its triggers, and those of the others forbid the
change: begin such a migration with `remove` and end it with `install`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

DOCUMENT = "billing_fiscaldocument"
LINE = "billing_fiscalline"
DEPOSIT_USE = "billing_deposituse"
FILE = "billing_fiscalfile"
COUNTER = "billing_fiscalcounter"
SERIES = "billing_fiscalseries"
# Whose file it stands in, and who is behind it: what merges and erasures move.
MOVING = ("company_id", "contact_id", "owner_id", "billing_address_id", "delivery_address_id", "issued_by_id")
REFUSED = "an issued document is locked"
NAMES = (
    "fiscal_document_insert",
    "fiscal_document_update",
    "fiscal_document_number",
    "fiscal_document_delete",
    "fiscal_line_insert",
    "fiscal_line_update",
    "fiscal_line_delete",
    "fiscal_deposit_insert",
    "fiscal_deposit_update",
    "fiscal_deposit_delete",
    "fiscal_file_insert",
    "fiscal_file_update",
    "fiscal_file_delete",
    "fiscal_counter_insert",
    "fiscal_counter_update",
    "fiscal_counter_delete",
    "fiscal_series_insert",
    "fiscal_series_update",
    "fiscal_series_delete",
)
TRUNCATED = (DOCUMENT, LINE, DEPOSIT_USE, FILE, COUNTER)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make every trigger anew."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: for a migration that must make a table anew, never for anything else."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in NAMES:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
            return
        for table in (DOCUMENT, LINE, DEPOSIT_USE, FILE, COUNTER, SERIES):
            for name in (*NAMES, f"{table}_truncate"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
        for name in (*NAMES, "fiscal_truncate"):
            cursor.execute(f"DROP FUNCTION IF EXISTS {name}_refused() CASCADE")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """The triggers that are not there, as the check of invoices tells them."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D' AND NOT tgisinternal"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        known = {row[0] for row in cursor.fetchall()}
    wanted: tuple[str, ...] = NAMES
    if connection.vendor != "sqlite":
        wanted = (*NAMES, *(f"{table}_truncate" for table in TRUNCATED))
    return tuple(name for name in wanted if name not in known)


def _statements(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """(name, table, moment, condition under which it refuses) as each database writes it."""
    for name, table, moment, condition in _rules(connection):
        if connection.vendor == "sqlite":
            yield (
                f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {condition}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            )
            continue
        yield (
            f"CREATE FUNCTION {name}_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {condition} THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = '23001'; END IF;"
            f" RETURN {'OLD' if moment == 'DELETE' else 'NEW'}; END $$"
        )
        yield (
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}_refused()"
        )
    if connection.vendor == "sqlite":
        return
    yield (
        "CREATE FUNCTION fiscal_truncate_refused() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" IF EXISTS (SELECT 1 FROM {DOCUMENT} WHERE state = 'issued')"
        f" THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = '23001'; END IF; RETURN NULL; END $$"
    )
    for table in TRUNCATED:
        yield (
            f"CREATE TRIGGER {table}_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT"
            " EXECUTE FUNCTION fiscal_truncate_refused()"
        )


def _rules(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str, str]]:
    yield from _document_rules(connection)
    yield from _part_rules()
    yield from _counter_rules()
    yield from _series_rules()


def _document_rules(connection: BaseDatabaseWrapper) -> Iterator[tuple[str, str, str, str]]:
    """A draft becomes issued by the next number of its counter; what is issued neither changes nor goes."""
    counter = f"(SELECT {{}} FROM {COUNTER} WHERE series_id = NEW.series_id AND year = NEW.year)"
    is_next = (
        f"NEW.sequence = {counter.format('last')} AND NEW.previous_digest = {counter.format('last_digest')}"
        " AND length(NEW.digest) = 64 AND NEW.content <> '' AND NEW.number <> ''"
    )
    in_place_of_issued = (
        f"EXISTS (SELECT 1 FROM {DOCUMENT} WHERE state = 'issued' AND id <> {{}} AND (id = NEW.id"
        " OR public_id = NEW.public_id OR (number = NEW.number AND number <> '') OR issue_key = NEW.issue_key))"
    )
    yield (
        "fiscal_document_insert",
        DOCUMENT,
        "INSERT",
        f"NEW.state <> 'draft' OR {in_place_of_issued.format(0)}",
    )
    yield (
        "fiscal_document_update",
        DOCUMENT,
        "UPDATE",
        f"(OLD.state = 'issued' AND ({_changed(connection, DOCUMENT, MOVING)}))"
        f" OR {in_place_of_issued.format('OLD.id')}",
    )
    yield (
        "fiscal_document_number",
        DOCUMENT,
        "UPDATE",
        f"OLD.state <> 'issued' AND NEW.state <> 'draft' AND NOT coalesce({is_next}, {_false(connection)})",
    )
    yield "fiscal_document_delete", DOCUMENT, "DELETE", "OLD.state = 'issued'"


def _part_rules() -> Iterator[tuple[str, str, str, str]]:
    """The lines, the deposits and the file of an issued document."""
    for name, table, column in (
        ("fiscal_line", LINE, "document_id"),
        ("fiscal_deposit", DEPOSIT_USE, "invoice_id"),
    ):
        locked = f"EXISTS (SELECT 1 FROM {DOCUMENT} WHERE id = {{}}.{column} AND state = 'issued')"
        known = (
            f"EXISTS (SELECT 1 FROM {table} JOIN {DOCUMENT} ON {DOCUMENT}.id = {table}.{column}"
            f" WHERE {table}.id = NEW.id AND {DOCUMENT}.state = 'issued')"
        )
        yield f"{name}_insert", table, "INSERT", f"{locked.format('NEW')} OR {known}"
        yield (
            f"{name}_update",
            table,
            "UPDATE",
            f"NEW.id <> OLD.id OR {locked.format('OLD')} OR {locked.format('NEW')}",
        )
        yield f"{name}_delete", table, "DELETE", locked.format("OLD")
    yield (
        "fiscal_file_insert",
        FILE,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {FILE} WHERE document_id = NEW.document_id)",
    )
    yield "fiscal_file_update", FILE, "UPDATE", "OLD.document_id IS NOT NULL"
    yield "fiscal_file_delete", FILE, "DELETE", "OLD.document_id IS NOT NULL"


def _counter_rules() -> Iterator[tuple[str, str, str, str]]:
    """A counter goes up by one, and not back in time."""
    yield (
        "fiscal_counter_insert",
        COUNTER,
        "INSERT",
        f"NEW.last <> 0 OR EXISTS (SELECT 1 FROM {COUNTER} WHERE last > 0"
        " AND (id = NEW.id OR (series_id = NEW.series_id AND year = NEW.year)))",
    )
    yield (
        "fiscal_counter_update",
        COUNTER,
        "UPDATE",
        "NEW.id <> OLD.id OR NEW.last < OLD.last OR NEW.last > OLD.last + 1 OR NEW.series_id <> OLD.series_id"
        " OR NEW.year <> OLD.year OR (OLD.last_issued_on IS NOT NULL AND"
        " (NEW.last_issued_on IS NULL OR NEW.last_issued_on < OLD.last_issued_on))",
    )
    yield "fiscal_counter_delete", COUNTER, "DELETE", "OLD.last > 0"


def _series_rules() -> Iterator[tuple[str, str, str, str]]:
    """A series that gave a number keeps its code, prefix and digits, and gives its place to no other."""
    used = f"EXISTS (SELECT 1 FROM {COUNTER} WHERE series_id = OLD.id AND last > 0)"
    in_place_of_used = (
        f"EXISTS (SELECT 1 FROM {SERIES} JOIN {COUNTER} ON {COUNTER}.series_id = {SERIES}.id"
        f" WHERE {COUNTER}.last > 0 AND {SERIES}.id <> {{}}"
        f" AND ({SERIES}.id = NEW.id OR {SERIES}.code = NEW.code OR {SERIES}.public_id = NEW.public_id))"
    )
    yield "fiscal_series_insert", SERIES, "INSERT", in_place_of_used.format(0)
    yield (
        "fiscal_series_update",
        SERIES,
        "UPDATE",
        "((NEW.id <> OLD.id OR NEW.prefix <> OLD.prefix OR NEW.digits <> OLD.digits OR NEW.code <> OLD.code)"
        f" AND {used}) OR {in_place_of_used.format('OLD.id')}",
    )
    yield "fiscal_series_delete", SERIES, "DELETE", used


def _changed(connection: BaseDatabaseWrapper, table: str, but: tuple[str, ...]) -> str:
    """The condition that a row changes in any other column than these."""
    if connection.vendor != "sqlite":
        names = ", ".join(f"'{name}'" for name in but)
        return f"(to_jsonb(NEW) - ARRAY[{names}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{names}])"
    with connection.cursor() as cursor:
        columns = [row[1] for row in cursor.execute(f"PRAGMA table_info({table})").fetchall()]
    return " OR ".join(f'NEW."{name}" IS NOT OLD."{name}"' for name in columns if name not in but)


def _false(connection: BaseDatabaseWrapper) -> str:
    return "0" if connection.vendor == "sqlite" else "false"
