"""Goes through every issued document: whole series, unbroken chains, contents and files that say the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.db import connection

from negoce.billing import locks
from negoce.billing.actions.issue_prepare import OfficialCheck
from negoce.billing.documents.content import amounts_content, line_content
from negoce.billing.enums import DocumentState
from negoce.billing.models import FiscalCounter, FiscalDocument, FiscalFile, FiscalLine, FiscalSeries
from negoce.billing.rules.fiscal_chain import chain_digest, write_number
from negoce.identity.models import JournalEntry
from negoce.kit.explain import Finding
from negoce.kit.worked import CannotWork

CHUNK = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: a code, the number of the document (or the series), and what was found."""

    code: str
    number: str
    detail: str = ""


@dataclass(slots=True)
class _Chain:
    """Where the walk along a series stands."""

    series: FiscalSeries
    year: int = 0
    sequence: int = 0
    digest: str = ""
    issued_on: date | None = None
    counters: dict[int, FiscalCounter] = field(default_factory=dict)


def check_locks() -> Iterator[Fault]:
    """The triggers that are missing."""
    for name in locks.missing(connection):
        yield Fault("lock_missing", name)


def check_journal() -> Iterator[Fault]:
    """The numbers that the journal saw issued and that no document bears any more: the end of a series taken away."""
    told = JournalEntry.objects.filter(subject_kind="invoice", verb="issued").order_by("pk")
    known = set(
        FiscalDocument.objects.filter(state=DocumentState.ISSUED.value)
        .order_by()
        .values_list("number", flat=True)
    )
    for number in told.values_list("subject_name", flat=True).iterator():
        if number not in known:
            yield Fault("vanished", number)


def issued_count() -> int:
    """How many documents there are to look at."""
    return FiscalDocument.objects.filter(state=DocumentState.ISSUED.value).count()


def check_series(
    series: FiscalSeries, check: OfficialCheck | None, *, helpers: Executor | None = None
) -> Iterator[Fault | None]:
    """Yield each fault of a series, and None after each document; in chunks, whatever the number of documents.

    `check` holds the XML of each file to the official rules (R-C13 and the chain are always looked at); None leaves
    the files alone but for their digests. `helpers` check the files of a chunk side by side.
    """
    chain = _Chain(series, counters={each.year: each for each in series.counters.order_by("year")})
    for document, lines, file, findings in _documents(series, check, helpers):
        yield from _place(chain, document)
        yield from _digest(chain, document)
        yield from _content(document, lines)
        yield from _file(document, file, findings)
        chain.year, chain.sequence = document.year or 0, document.sequence or 0
        chain.digest, chain.issued_on = document.digest, document.issued_on
        yield None
    yield from _end_of_year(chain, later=None)


def _documents(
    series: FiscalSeries, check: OfficialCheck | None, helpers: Executor | None
) -> Iterator[tuple[FiscalDocument, list[FiscalLine], FiscalFile | None, Sequence[Finding]]]:
    rows = FiscalDocument.objects.filter(series=series, state=DocumentState.ISSUED.value)
    keys = list(rows.order_by("year", "sequence", "id").values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        some = keys[start : start + CHUNK]
        found = {each.pk: each for each in FiscalDocument.objects.filter(pk__in=some).order_by("pk")}
        lines: dict[int, list[FiscalLine]] = {key: [] for key in some}
        for line in FiscalLine.objects.filter(document_id__in=some).order_by("position", "id"):
            lines[line.document_id].append(line)
        files = {each.pk: each for each in FiscalFile.objects.filter(pk__in=some).order_by("pk")}
        judge = partial(_findings, check)
        printed = [files.get(key) for key in some]
        verdicts = map(judge, printed) if helpers is None else helpers.map(judge, printed)
        for key, verdict in zip(some, verdicts, strict=True):
            yield found[key], lines[key], files.get(key), verdict


def _findings(check: OfficialCheck | None, file: FiscalFile | None) -> Sequence[Finding]:
    """What the official rules say of a file; a file that they cannot be asked of breaks them."""
    if check is None or file is None:
        return ()
    try:
        return check(bytes(file.pdf))
    except CannotWork as problem:
        return (Finding("issue.official", "error", {"rule": problem.finding.code, "text": ""}),)


def _place(chain: _Chain, document: FiscalDocument) -> Iterator[Fault]:
    year, sequence = document.year or 0, document.sequence or 0
    if year != chain.year:
        yield from _end_of_year(chain, later=year)
        chain.sequence = 0
    if sequence == chain.sequence:
        yield Fault("duplicate", document.number)
    elif sequence != chain.sequence + 1:
        yield Fault("gap", document.number, f"{chain.sequence + 1}…{sequence - 1}")
    if document.issued_on is None or (chain.issued_on and document.issued_on < chain.issued_on):
        yield Fault("date_order", document.number, f"{document.issued_on} < {chain.issued_on}")
    elif document.issued_on is not None:
        prefix, digits = chain.series.prefix, chain.series.digits
        right = write_number(prefix, digits, year=document.issued_on.year, sequence=sequence)
        if document.number != right:
            yield Fault("number", document.number, right)


def _end_of_year(chain: _Chain, *, later: int | None) -> Iterator[Fault]:
    """The counter must stand where its documents end; a counter without documents must not have counted."""
    years = [each for each in chain.counters if chain.year <= each and (later is None or each < later)]
    for year in years:
        counter = chain.counters[year]
        last, digest = (chain.sequence, chain.digest) if year == chain.year else (0, counter.last_digest)
        if counter.last != last or counter.last_digest != digest:
            yield Fault("counter", f"{chain.series.code} {year or ''}".strip(), f"{counter.last} ≠ {last}")
    if chain.sequence and chain.year not in chain.counters:
        yield Fault("counter", f"{chain.series.code} {chain.year or ''}".strip(), f"— ≠ {chain.sequence}")


def _digest(chain: _Chain, document: FiscalDocument) -> Iterator[Fault]:
    if document.previous_digest != chain.digest:
        yield Fault("chain", document.number)
    right = chain_digest(
        previous=document.previous_digest,
        series=chain.series.code,
        number=document.number,
        issued_on=document.issued_on or date.min,
        content=document.content,
    )
    if document.digest != right:
        yield Fault("digest", document.number)


def _content(document: FiscalDocument, lines: list[FiscalLine]) -> Iterator[Fault]:
    try:
        content = json.loads(document.content)
    except ValueError:
        yield Fault("content", document.number, "JSON")
        return
    stored: dict[str, object] = {
        "kind": document.kind,
        "currency": document.currency,
        "due_on": None if document.due_on is None else document.due_on.isoformat(),
        "reason": document.reason,
        "note": document.note,
        "lines": [line_content(line) for line in lines],
        "amounts": amounts_content(document),
    }
    for name, value in stored.items():
        if content.get(name) != value:
            yield Fault("content", document.number, name)


def _file(document: FiscalDocument, file: FiscalFile | None, findings: Sequence[Finding]) -> Iterator[Fault]:
    if file is None:
        yield Fault("file_missing", document.number)
        return
    for name, data, known in (("PDF", file.pdf, file.pdf_sha256), ("XML", file.xml, file.xml_sha256)):
        if hashlib.sha256(bytes(data)).hexdigest() != known:
            yield Fault("file_changed", document.number, name)
    for finding in findings:
        if finding.severity == "error":
            yield Fault(
                "official", document.number, f"{finding.figures['rule']} {finding.figures['text']}"[:300]
            )
