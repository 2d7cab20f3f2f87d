"""The lines of the register of processing: what the house uses, with its own words where it wrote some."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from negoce.billing.models import FiscalDocument
from negoce.companies.models import Activity, Company, ProcessingEntry
from negoce.companies.words.processing import COLUMNS, PROCESSINGS, Processing
from negoce.negotiation.models import Quote
from negoce.orders.models import Order
from negoce.outbox.models import Message
from negoce.prospecting.models import FileSource, PublicForm

# When the house makes it; the journal is kept whatever is done.
_USED: Mapping[str, Callable[[], bool]] = {
    "customer_file": lambda: Company.objects.exists(),
    "prospecting": lambda: Activity.objects.exists(),
    "file_sources": lambda: FileSource.objects.exists(),
    "public_forms": lambda: PublicForm.objects.exists(),
    "messages": lambda: Message.objects.exists(),
    "sales": lambda: Quote.objects.exists() or Order.objects.exists(),
    "invoices": lambda: FiscalDocument.objects.exists(),
}


@dataclass(frozen=True, slots=True)
class ProcessingLine:
    """A processing in words. `key` names one that the program writes, `public_id` what the house wrote of it."""

    key: str
    public_id: str
    name: str
    texts: Mapping[str, str]
    is_changed: bool


def processing_lines() -> Sequence[ProcessingLine]:
    """Those that the house makes, then its own; those it took out are left aside."""
    written = {each.key: each for each in ProcessingEntry.objects.exclude(key="").order_by("pk")}
    lines = [
        known_line(key, written.get(key))
        for key in PROCESSINGS
        if _USED.get(key, lambda: True)() and not (key in written and written[key].is_removed)
    ]
    own = ProcessingEntry.objects.filter(key="", is_removed=False).order_by("pk")
    return [*lines, *(own_line(each) for each in own)]


def removed_lines() -> Sequence[ProcessingLine]:
    """Those that the house took out of the register: it may put them back."""
    rows = ProcessingEntry.objects.filter(is_removed=True).order_by("pk")
    return [known_line(each.key, each) if each.key else own_line(each) for each in rows]


def known_line(key: str, entry: ProcessingEntry | None) -> ProcessingLine:
    """One that the program writes, with what the house changed."""
    ours: Processing = PROCESSINGS[key]
    own = {name: getattr(entry, name) if entry is not None else "" for name in ("name", *COLUMNS)}
    return ProcessingLine(
        key,
        entry.public_id if entry is not None else "",
        own["name"] or str(ours.name),
        {name: own[name] or str(getattr(ours, name)) for name in COLUMNS},
        any(own.values()),
    )


def own_line(entry: ProcessingEntry) -> ProcessingLine:
    """One of the house."""
    texts = {name: str(getattr(entry, name)) for name in COLUMNS}
    return ProcessingLine("", entry.public_id, entry.name, texts, is_changed=True)
