"""Takes a person out of what imports keep: their files, images, faulty values, names of columns.

Files are looked through before the erasure's transaction: reading them would keep everybody waiting.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from negoce.companies.actions.imports.custom_fields import image_kind
from negoce.companies.actions.people.erase_texts import mend_by, mend_rows
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
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.files.models import StoredFile
from negoce.files.reading.table import read_rows
from negoce.identity.models import JournalEntry
from negoce.kit.refusal import Refused

_BATCH = 500
# These read their file or their images still: the person would come back.
_AT_WORK = (ImportState.STARTED.value, ImportState.PAUSED.value, ImportState.UNDOING.value)


@dataclass
class ImportsFound:
    """Where imports speak of the person. `under_way` read their file still: it is left, and has to be said.

    `issues` are the faulty values, each with the people whose row it stands in, by their place in the crowd.
    """

    done: list[ImportRun] = field(default_factory=list)
    drafts: list[ImportRun] = field(default_factory=list)
    under_way: list[ImportRun] = field(default_factory=list)
    issues: dict[int, set[int]] = field(default_factory=dict)


def find_in_imports(crowd: Crowd) -> ImportsFound:
    """Look through the files that are still here, and through the values that imports complained of."""
    found = ImportsFound(issues=_issues(crowd))
    spoke = {
        *ImportRowIssue.objects.filter(pk__in=list(found.issues)).order_by().values_list("run_id", flat=True)
    }
    spoke |= {image.run_id for image in _images_of(crowd)}
    for run in ImportRun.objects.select_related("file").order_by("pk"):
        if not (run.file.path.exists() or prepared_path(run).exists()):
            continue
        if run.pk not in spoke and not _edits_name(run, crowd) and not _file_names(run, crowd):
            continue
        if run.state in _AT_WORK:
            found.under_way.append(run)
        elif run.state == ImportState.DRAFT.value:
            found.drafts.append(run)
        else:
            found.done.append(run)
    return found


@transaction.atomic
def forget_imports(crowd: Crowd, found: ImportsFound) -> int:
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
    changed += _forget_images(crowd) + _mend_images(crowd)
    changed += _mend_issues(crowd, found.issues)
    return changed + _mend_columns(crowd) + _mend_file_names(crowd)


def _images(*kinds: str) -> Iterator[ImportImage]:
    """Images of changed records, one by one: a batch each, so that few hold many."""
    images = ImportImage.objects.filter(kind__in=kinds).order_by("pk")
    return (image for image in images.iterator(chunk_size=50) if image.records)


def _images_of(crowd: Crowd) -> Iterator[ImportImage]:
    keys = set(crowd.keys)
    written = {str(key) for key in keys}
    for image in _images("contact", image_kind("contact")):
        updated = image.records.get("updated", {})
        if not keys.isdisjoint(image.records.get("created", ())) or not written.isdisjoint(updated):
            yield image


def _forget_images(crowd: Crowd) -> int:
    """What the person was before is forgotten, and what was noted of exchanges with them: an undo leaves both."""
    links = ActivityContact.objects.filter(contact_id__in=crowd.keys).order_by()
    exchanges = {str(key) for key in links.values_list("activity_id", flat=True)}
    changed = 0
    for images, theirs in (
        (_images_of(crowd), {str(key) for key in crowd.keys}),
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


def _mend_images(crowd: Crowd) -> int:
    """Take the person out of what their companies were before, and any exchange: one there may tell of them."""
    keys = {str(key) for key in crowd.company_ids}
    images = _images("company", image_kind("company"))
    held = {
        image.pk: crowd.told_at(int(key) for key in told)
        for image in images
        if (told := keys & image.records.get("updated", {}).keys())
    }
    everybody = set(range(len(crowd.each)))
    held |= {image.pk: everybody for image in _images("activity") if image.records.get("updated")}
    return _mend_batches(ImportImage, ("records",), held, crowd.mend)


def _mend_batches(model: Any, names: Sequence[str], among: Mapping[int, Set[int]], mend: Any) -> int:
    """Mend these rows, each of the people named beside it."""
    keys = sorted(among)
    return sum(
        mend_by(
            model.objects.filter(pk__in=keys[start : start + _BATCH]),
            "pk",
            names,
            lambda value, key: mend(value, among=among[key]),
        )
        for start in range(0, len(keys), _BATCH)
    )


def _edits_name(run: ImportRun, crowd: Crowd) -> bool:
    return any(crowd.in_row([str(text) for text in cells.values()]) for cells in run.edits.values())


def _file_names(run: ImportRun, crowd: Crowd) -> bool:
    try:
        return any(crowd.in_row(cells) for cells in _rows(run))
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


def _issues(crowd: Crowd) -> dict[int, set[int]]:
    """The faulty values of the rows that speak of these people; all those of a row go together."""
    rows: dict[tuple[int, int], set[int]] = defaultdict(set)
    names = ("run_id", "row_number", "value", "column", "figures")
    issues = ImportRowIssue.objects.order_by("pk").values_list(*names)
    for run, number, value, column, figures in issues.iterator(chunk_size=2_000):
        for text in (value, column, *(str(each) for each in figures.values())):
            theirs = crowd.in_value(text) if text else None
            if theirs:
                rows[run, number] |= theirs
    found: dict[int, set[int]] = {}
    for (run, number), theirs in sorted(rows.items()):
        same = ImportRowIssue.objects.filter(run_id=run, row_number=number)
        found |= dict.fromkeys(same.order_by("pk").values_list("pk", flat=True), theirs)
    return found


def _mend_issues(crowd: Crowd, issues: Mapping[int, set[int]]) -> int:
    def mend(value: object, *, among: set[int]) -> object:
        mended = crowd.mend(value, alone=True, among=among)
        if isinstance(mended, dict):
            return {name: mend(each, among=among) for name, each in mended.items()}
        # What is still theirs, as a number with a digit too many, goes whole.
        left = isinstance(mended, str) and mended and crowd.in_value(mended) & among
        return crowd.replacement if left else mended

    return _mend_batches(ImportRowIssue, ("value", "column", "figures"), issues, mend)


def _mend_columns(crowd: Crowd) -> int:
    """Where a row of data was taken for the header, the person's values became names of columns."""
    changed = 0
    for run in ImportRun.objects.order_by("pk").only("pk", "columns"):
        theirs = crowd.in_row([str(name) for name in run.columns])
        if theirs:
            mended = crowd.mend(run.columns, alone=True, among=theirs)
            ImportRun.objects.filter(pk=run.pk).update(columns=mended)
            changed += 1
    for mapping in ImportMapping.objects.order_by("pk"):
        if crowd.in_row([str(name) for name in mapping.columns]):
            mapping.delete()
            changed += 1
    return changed


def _mend_file_names(crowd: Crowd) -> int:
    changed = 0
    for file in StoredFile.objects.order_by("pk").only("pk", "name"):
        name = crowd.mend_label(file.name)
        if name != file.name:
            StoredFile.objects.filter(pk=file.pk).update(name=name[:200])
            Contact.objects.filter(information_source=file.name).update(information_source=name[:200])
            changed += 1
    told = JournalEntry.objects.filter(subject_kind="import")
    return changed + mend_rows(told, ("subject_name",), crowd.mend_label)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)
