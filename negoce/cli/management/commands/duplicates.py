"""`negoce duplicates score FILE --out FILE`: likely duplicates of any table; `find`: those of the customer file."""

from __future__ import annotations

import csv
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from negoce.cli.progress import Progress
from negoce.cli.tables import NotATable, read_table
from negoce.companies.actions.duplicates_find import find_duplicates
from negoce.companies.queries.duplicates_read import COMPANY, CONTACT
from negoce.companies.rules.duplicates.columns import guess_kinds, name_of_rows
from negoce.companies.rules.duplicates.scoring import SURE, Scored, score_table

# Low enough for whoever draws precision against recall.
_LEAST = 0.001


class Command(BaseCommand):
    """Find duplicates in a file, or in the customer file."""

    help = "Score the pairs of rows of a table that may be the same, or look through the customer file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        score = ways.add_parser("score", help="pairs of rows of a CSV (or .gz) or Parquet file, with a score")
        score.add_argument("file", type=Path)
        score.add_argument("--out", type=Path, required=True, help="where id_a,id_b,score are written (CSV)")
        score.add_argument("--id", default="", help="the column that names a row; else the one called so")
        score.add_argument("--ignore", action="append", default=[], help="a column that tells nothing")
        find = ways.add_parser("find", help="look through companies and contacts")
        find.add_argument("--everything", action="store_true", help="compare what did not change too")

    def handle(self, *arguments: object, **options: object) -> None:
        if options["way"] == "find":
            for kind in (COMPANY, CONTACT):
                progress = Progress(kind)
                found = find_duplicates(kind, everything=bool(options["everything"]), progress=progress.show)
                progress.close()
                self.stdout.write(f"{kind}: {found} likely pairs.")
            return
        self._score(Path(str(options["file"])), Path(str(options["out"])), options)

    def _score(self, source: Path, target: Path, options: dict[str, Any]) -> None:
        try:
            rows = read_table(source)
        except NotATable as problem:
            raise CommandError(str(problem)) from problem
        key = str(options["id"]) or name_of_rows(rows)
        if options["id"] and key not in rows:
            raise CommandError(f"{source.name} has no column {key!r}. Its columns: {', '.join(rows)}.")
        ignored = frozenset(str(name) for name in options["ignore"])
        # A table of one column is named, and compared, by it.
        kinds = guess_kinds(rows, key=key if len(rows) > 1 else "", ignored=ignored)
        self.stdout.write(
            ", ".join(f"{name}: {kind.value}" for name, kind in kinds.items()) or "nothing to compare"
        )
        names = rows[key] if key else [str(row) for row in range(1, len(next(iter(rows.values()))) + 1)]
        self.stdout.write(f"Rows are named by {key}." if key else "Rows are named by their number, from 1.")
        pairs = _named(names, score_table(rows, kinds))
        _write(target, pairs)
        repeated = len(names) - len(set(names))
        if repeated:
            self.stderr.write(f"{repeated} rows bear the {key} of another: pairs within one are left out.")
        sure = sum(score >= SURE for _one, _two, score in pairs)
        self.stdout.write(
            f"{len(names)} rows, {len(pairs)} pairs written to {target}; {sure} of them score {SURE} or more."
        )


def _named(names: Sequence[str], scored: Sequence[Scored]) -> list[tuple[str, str, float]]:
    """Pairs by the names of their rows, the surest first, each once."""
    best: dict[tuple[str, str], float] = {}
    for each in scored:
        pair = (names[each.left], names[each.right])
        if each.score < _LEAST or pair[0] == pair[1]:
            continue
        if pair[::-1] in best:
            pair = pair[::-1]
        best[pair] = max(best.get(pair, 0.0), each.score)
    return sorted(
        ((one, two, round(score, 9)) for (one, two), score in best.items()), key=lambda row: -row[2]
    )


def _write(target: Path, pairs: Sequence[tuple[str, str, float]]) -> None:
    try:
        with target.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(("id_a", "id_b", "score"))
            writer.writerows(pairs)
    except OSError as problem:
        raise CommandError(f"{target} cannot be written: {problem}") from problem
