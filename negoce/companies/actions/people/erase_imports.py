"""Takes a person out of what imports keep: their files, images, faulty values, names of columns.

Files are looked through before the erasure's transaction: reading them would keep everybody waiting.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.db import transaction

from negoce.companies.actions.imports.custom_fields import image_kind
from negoce.companies.actions.people.erase_texts import Erasure, mend_rows
from negoce.companies.enums import ImportState
from negoce.companies.models import (
    ActivityContact,
    Contact,
    ImportImage,
    ImportMapping,
    ImportRowIssue,
    ImportRun,
)
from negoce.companies.queries.imports.source import layout_of, prepared_path
from negoce.files.models import StoredFile
from negoce.files.reading.table import read_rows
from negoce.identity.models import JournalEntry
from negoce.kit.refusal import Refused

_BATCH = 500
# These read their file or their images still: the person would come back.
_AT_WORK = (ImportState.STARTED.value, ImportState.PAUSED.value, ImportState.UNDOING.value)


@dataclass
class ImportsFound:
    """Where imports speak of the person. `under_way` read their file still: it is left, and has to be said."""

    done: list[ImportRun] = field(default_factory=list)
    drafts: list[ImportRun] = field(default_factory=list)
    under_way: list[ImportRun] = field(default_factory=list)
    issue_keys: list[int] = field(default_factory=list)


def find_in_imports(erasure: Erasure) -> ImportsFound:
    """Look through the files that are still here, and through the values that imports complained of."""
    found = ImportsFound(issue_keys=_issues(erasure))
    spoke = {
        *ImportRowIssue.objects.filter(pk__in=found.issue_keys).order_by().values_list("run_id", flat=True)
    }
    spoke |= {image.run_id for image in _images_of(erasure)}
    for run in ImportRun.objects.select_related("file").order_by("pk"):
        if not (run.file.path.exists() or prepared_path(run).exists()):
            continue
        if run.pk not in spoke and not _edits_name(run, erasure) and not _file_names(run, erasure):
            continue
        if run.state in _AT_WORK:
            found.under_way.append(run)
        elif run.state == ImportState.DRAFT.value:
            found.drafts.append(run)
        else:
            found.done.append(run)
    return found


def forget_imports(erasure: Erasure, found: ImportsFound) -> int:
    """Remove the files that name the person and mend what stays; returns how many records changed."""
    for run in (*found.done, *found.drafts):
        transaction.on_commit(partial(_remove, [prepared_path(run), run.file.path]))
    for run in found.drafts:
        # A draft is nothing without its file.
        run.delete()
        run.file.delete()
    # Cells corrected by hand go with the file that they correct.
    ImportRun.objects.filter(pk__in=[run.pk for run in found.done]).update(edits={})
    changed = len(found.drafts)
    changed += _forget_images(erasure) + _mend_images(erasure)
    changed += _mend_issues(erasure, found.issue_keys)
    return changed + _mend_columns(erasure) + _mend_file_names(erasure)


def _images(*kinds: str) -> Iterator[ImportImage]:
    """Images of changed records, one by one: a batch each, so that few hold many."""
    images = ImportImage.objects.filter(kind__in=kinds).order_by("pk")
    return (image for image in images.iterator(chunk_size=50) if image.records)


def _images_of(erasure: Erasure) -> Iterator[ImportImage]:
    key = erasure.contact_id
    for image in _images("contact", image_kind("contact")):
        if key in image.records.get("created", ()) or str(key) in image.records.get("updated", {}):
            yield image


def _forget_images(erasure: Erasure) -> int:
    """What the person was before is forgotten, and what was noted of exchanges with them: an undo leaves both."""
    links = ActivityContact.objects.filter(contact_id=erasure.contact_id).order_by()
    exchanges = {str(key) for key in links.values_list("activity_id", flat=True)}
    changed = 0
    for images, theirs in (
        (_images_of(erasure), {str(erasure.contact_id)}),
        (_images("activity"), exchanges),
    ):
        for image in images:
            held = image.records.get("updated", {})
            if theirs.isdisjoint(held):
                continue
            image.records["updated"] = {key: held[key] for key in held if key not in theirs}
            image.save(update_fields=["records"])
            changed += 1
    return changed


def _mend_images(erasure: Erasure) -> int:
    """Take the person out of what their companies were before, and any exchange: one there may tell of them."""
    keys = {str(key) for key in erasure.company_ids}
    images = _images("company", image_kind("company"))
    held = [image.pk for image in images if not keys.isdisjoint(image.records.get("updated", {}))]
    held += [image.pk for image in _images("activity") if image.records.get("updated")]
    changed = 0
    for start in range(0, len(held), _BATCH):
        rows = ImportImage.objects.filter(pk__in=held[start : start + _BATCH])
        changed += mend_rows(rows, ("records",), erasure.mend)
    return changed


def _edits_name(run: ImportRun, erasure: Erasure) -> bool:
    return any(erasure.sought.in_row([str(text) for text in cells.values()]) for cells in run.edits.values())


def _file_names(run: ImportRun, erasure: Erasure) -> bool:
    try:
        return any(erasure.sought.in_row(cells) for cells in _rows(run))
    except (Refused, OSError, ValueError):
        # It cannot be read, so no import can bring anybody in from it.
        return False


def _rows(run: ImportRun) -> Iterator[Sequence[str]]:
    if run.file.path.exists():
        for row in read_rows(run.file.path, layout_of(run)):
            yield row.cells
        return
    with prepared_path(run).open("rb") as file:
        for line in file:
            yield json.loads(line)[1]


def _issues(erasure: Erasure) -> list[int]:
    """The faulty values of the rows that speak of the person; all those of a row go together."""
    rows: set[tuple[int, int]] = set()
    names = ("run_id", "row_number", "value", "column", "figures")
    issues = ImportRowIssue.objects.order_by("pk").values_list(*names)
    for run, number, value, column, figures in issues.iterator(chunk_size=2_000):
        texts = [value, column, *(str(each) for each in figures.values())]
        if any(text and erasure.sought.in_value(text) for text in texts):
            rows.add((run, number))
    keys = []
    for run, number in sorted(rows):
        same = ImportRowIssue.objects.filter(run_id=run, row_number=number)
        keys += list(same.order_by("pk").values_list("pk", flat=True))
    return keys


def _mend_issues(erasure: Erasure, keys: Sequence[int]) -> int:
    def mend(value: object) -> object:
        mended = erasure.mend(value, alone=True)
        if isinstance(mended, dict):
            return {name: mend(each) for name, each in mended.items()}
        # What is still theirs, as a number with a digit too many, goes whole.
        left = isinstance(mended, str) and mended and erasure.sought.in_value(mended)
        return erasure.replacement if left else mended

    changed = 0
    for start in range(0, len(keys), _BATCH):
        rows = ImportRowIssue.objects.filter(pk__in=keys[start : start + _BATCH])
        changed += mend_rows(rows, ("value", "column", "figures"), mend)
    return changed


def _mend_columns(erasure: Erasure) -> int:
    """Where a row of data was taken for the header, the person's values became names of columns."""
    changed = 0
    for run in ImportRun.objects.order_by("pk").only("pk", "columns"):
        if erasure.sought.in_row([str(name) for name in run.columns]):
            ImportRun.objects.filter(pk=run.pk).update(columns=erasure.mend(run.columns, alone=True))
            changed += 1
    for mapping in ImportMapping.objects.order_by("pk"):
        if erasure.sought.in_row([str(name) for name in mapping.columns]):
            mapping.delete()
            changed += 1
    return changed


def _mend_file_names(erasure: Erasure) -> int:
    changed = 0
    for file in StoredFile.objects.order_by("pk").only("pk", "name"):
        name = erasure.mend_label(file.name)
        if name != file.name:
            StoredFile.objects.filter(pk=file.pk).update(name=name[:200])
            Contact.objects.filter(information_source=file.name).update(information_source=name[:200])
            changed += 1
    told = JournalEntry.objects.filter(subject_kind="import")
    return changed + mend_rows(told, ("subject_name",), erasure.mend_label)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
