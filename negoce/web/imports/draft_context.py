"""What the page of an import that has not begun shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from negoce.companies.actions.imports.preview import PreviewRow, preview_import
from negoce.companies.actions.imports.vcard_table import is_vcard
from negoce.companies.enums import DuplicateMode, OriginChannel, Relation
from negoce.companies.interfaces import ImportTarget
from negoce.companies.models import ImportRun
from negoce.companies.queries.company_page import possible_owners
from negoce.companies.queries.imports.followers import import_followers
from negoce.companies.queries.imports.mappings import fitting_mappings, mapping_in_use
from negoce.companies.queries.imports.source import factors_of, first_rows, mapping_of
from negoce.companies.queries.imports.targets import (
    amount_fields,
    import_target,
    import_targets,
    missing_needs,
)
from negoce.companies.queries.imports.trials import is_current, trial_of
from negoce.companies.words.choices import choice_options
from negoce.companies.words.import_findings import say_row
from negoce.files.enums import TableKind
from negoce.files.reading.rows import TableRow
from negoce.files.reading.table import LOOK_ROWS
from negoce.files.rules.encodings import ENCODINGS
from negoce.files.rules.separators import SEPARATORS
from negoce.identity.rules.actor import Actor
from negoce.kit.text import fold
from negoce.ui.components.tables import TableColumn
from negoce.web.imports.trial_context import trial_context
from negoce.web.imports.words import DUPLICATES, ENCODING_NAMES, RESULTS, SEPARATOR_NAMES, UNITS

_SAMPLES = 3
_HEADER_CHOICES = 20
LONGEST_SHOWN = 1_000
_ORIGINS = (
    OriginChannel.OWN_FILE,
    OriginChannel.PURCHASED_FILE,
    OriginChannel.RENTED_FILE,
    OriginChannel.FAIR,
)


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of the file: its name, some values, the field it goes to; of an amount, how many euros one unit is."""

    position: int
    name: str
    samples: Sequence[str]
    field: str
    factor: int = 0


@dataclass(frozen=True, slots=True)
class PreviewCell:
    """A value as it will be, or the value of the file with what is wrong with it; what is `cut` is not mended here."""

    name: str
    label: str
    text: str
    problem: str = ""
    fatal: bool = False
    edited: bool = False
    cut: bool = False


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A row of the preview."""

    number: int
    result: tuple[Any, str]
    cells: Sequence[PreviewCell]
    problems: Sequence[str]


def draft_context(actor: Actor, run: ImportRun, error: str = "") -> dict[str, Any]:
    """The context of `draft.html` and of its fragment."""
    target, mapping = import_target(run.target), mapping_of(run)
    labels = {field.key: capfirst(str(field.label)) for field in target.fields}
    shown = [key for key in labels if key in set(mapping.values())]
    fitting, sheets = fitting_mappings(actor, run), _sheets(run)
    # One look for all: a workbook takes a process each time.
    first = first_rows(run)
    data = [row for row in first[run.header_row + 1 :] if not row.is_blank]
    rows_count = len(data) if len(first) < LOOK_ROWS else _tried_rows(run)
    return {
        "run": run,
        "error": error,
        "target": target,
        "targets": [(each.key, each.label) for each in import_targets()],
        # Cards are read as they are: nothing of a table is to be chosen.
        "is_cards": is_vcard(run.file.name),
        "is_text": run.file.kind == TableKind.TEXT.value,
        "sheets": sheets,
        "sheet_name": dict(sheets).get(run.sheet, "") if len(sheets) > 1 else "",
        "units": UNITS,
        "encodings": [(key, ENCODING_NAMES[key]) for key in ENCODINGS],
        "separators": [(key, SEPARATOR_NAMES[key]) for key in SEPARATORS],
        "headers": _header_choices(first),
        "header_row": run.header_row,
        "columns": _columns(run, mapping, [row.cells for row in data]),
        "mapped_count": len(mapping),
        "fields": sorted(labels.items(), key=lambda pair: fold(pair[1])),
        "missing": _missing(target, mapping),
        "rows_count": rows_count,
        "preview": [
            _line(run, row, {key: labels[key] for key in shown}) for row in preview_import(actor, run)
        ],
        "named": fitting,
        "named_used": mapping_in_use(run, fitting),
        **trial_context(run),
        "preview_columns": [TableColumn(_("Ligne"), numeric=True), TableColumn(_("Résultat"))]
        + [TableColumn(str(labels[key])) for key in shown],
        "column_columns": [
            TableColumn(words) for words in (_("Colonne du fichier"), _("Champ"), _("Exemples"))
        ],
        "owners": [(person.public_id, person.full_name) for person in possible_owners()],
        "owner": run.owner.public_id if run.owner else "",
        "relations": choice_options(Relation),
        "origins": [
            pair for pair in choice_options(OriginChannel) if pair[0] in {each.value for each in _ORIGINS}
        ],
        "followers": _followers(actor, run),
        "duplicates": [pair for pair in DUPLICATES.items() if pair[0] != DuplicateMode.ASK or target.can_ask],
    }


def _followers(actor: Actor, run: ImportRun) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "name": f"follow-{each.key}",
            "label": each.label,
            "help": each.help,
            "choices": each.choices(actor),
            "chosen": each.chosen(run),
            "new_url": reverse(each.new_page) if each.new_page else "",
        }
        for each in import_followers(run.target)
    ]


def _columns(
    run: ImportRun, mapping: Mapping[int, str], samples: Sequence[Sequence[str]]
) -> Sequence[FileColumn]:
    factors, amounts = factors_of(run), amount_fields(import_target(run.target))
    return [
        FileColumn(at, name, _values(samples, at), key, factors.get(key, 1) if key in amounts else 0)
        for at, name in enumerate(run.columns)
        for key in (mapping.get(at, ""),)
    ]


def _values(samples: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    values = dict.fromkeys(row[at].strip()[:60] for row in samples if at < len(row) and row[at].strip())
    return list(values)[:_SAMPLES]


def _header_choices(first: Sequence[TableRow]) -> Sequence[tuple[int, str]]:
    choices = [(-1, _("Le fichier n’a pas d’en-tête"))]
    for position, row in enumerate(first[:_HEADER_CHOICES]):
        if not row.is_blank:
            words = " · ".join(cell.strip() for cell in row.cells if cell.strip())
            choices.append((position, f"{row.number} : {words[:70]}"))
    return choices


def _tried_rows(run: ImportRun) -> int | None:
    """How many rows of data the whole file has, once a trial has counted them."""
    trial = trial_of(run)
    return trial.total_rows if trial is not None and is_current(trial, run) else None


def _sheets(run: ImportRun) -> Sequence[tuple[int, str]]:
    if run.file.kind == TableKind.TEXT.value:
        return []
    from negoce.files.reading.workbook_rows import sheet_names

    return list(enumerate(sheet_names(run.file.path)))


def _missing(target: ImportTarget, mapping: Mapping[int, str]) -> Sequence[str]:
    labels = {field.key: str(field.label) for field in target.fields}
    return [_(" ou ").join(f"« {labels[key]} »" for key in needs) for needs in missing_needs(target, mapping)]


def _line(run: ImportRun, row: PreviewRow, shown: Mapping[str, str]) -> PreviewLine:
    problems = {each.field: each.finding for each in row.findings}
    positions = {key: str(at) for at, key in mapping_of(run).items()}
    edits = run.edits.get(str(row.number), {})
    cells = []
    for key, label in shown.items():
        finding, name, edited = problems.get(key), f"cell-{row.number}-{key}", positions[key] in edits
        text = (finding is None and row.shown.get(key, "")) or row.source.get(key, "")
        cut = len(text) > LONGEST_SHOWN
        if cut:
            # Rows of a hostile file hold megabytes, and this page shows a dozen of them.
            text = f"{text[:LONGEST_SHOWN]}…"
        words = say_row(finding.code, finding.figures) if finding else ""
        fatal = finding is not None and finding.severity == "error"
        cells.append(PreviewCell(name, label, text, words, fatal, edited, cut))
    others = [
        say_row(each.finding.code, each.finding.figures) for each in row.findings if each.field not in shown
    ]
    return PreviewLine(row.number, RESULTS[row.result], cells, others)
