"""`negoce duplicates score FILE --out FILE`: likely duplicates of any table; `find`: those of the customer file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path

import polars
from django.core.management.base import BaseCommand, CommandError

from negoce.companies.actions.duplicates_find import find_duplicates
from negoce.companies.queries.duplicates_read import COMPANY, CONTACT
from negoce.companies.rules.duplicates.columns import TRUTH, guess_kinds
from negoce.companies.rules.duplicates.scoring import score_table

_LEAST = 0.01


class Command(BaseCommand):
    """Find duplicates in a file, or in the customer file."""

    help = "Score the pairs of rows of a table that may be the same, or look through the customer file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        score = ways.add_parser("score", help="pairs of rows of a CSV (or .gz) or Parquet file, with a score")
        score.add_argument("file", type=Path)
        score.add_argument("--out", type=Path, required=True, help="where id_a,id_b,score are written (CSV)")
        score.add_argument("--id", default="", help="the column that names a row; else the first")
        score.add_argument("--ignore", action="append", default=[], help="a column that tells nothing")
        find = ways.add_parser("find", help="look through companies and contacts")
        find.add_argument("--everything", action="store_true", help="compare what did not change too")

    def handle(self, *arguments: object, **options: object) -> None:
        if options["way"] == "find":
            for kind in (COMPANY, CONTACT):
                found = find_duplicates(kind, everything=bool(options["everything"]))
                self.stdout.write(f"{kind}: {found} likely pairs.")
            return
        self._score(Path(str(options["file"])), Path(str(options["out"])), options)

    def _score(self, source: Path, target: Path, options: dict[str, object]) -> None:
        rows = _read(source)
        key = str(options["id"]) or next((name for name in rows if name.strip().lower() not in TRUTH), "")
        if key not in rows:
            raise CommandError(f"{source.name} has no column {key!r}. Its columns: {', '.join(rows)}.")
        ignored = frozenset(str(name) for name in options["ignore"])  # type: ignore[attr-defined]
        kinds = guess_kinds(rows, key=key, ignored=ignored)
        self.stdout.write(
            ", ".join(f"{name}: {kind.value}" for name, kind in kinds.items()) or "nothing to compare"
        )
        scored = [each for each in score_table(rows, kinds) if each.score >= _LEAST]
        scored.sort(key=lambda each: -each.score)
        names = rows[key]
        polars.DataFrame(
            {
                "id_a": [names[each.left] for each in scored],
                "id_b": [names[each.right] for each in scored],
                "score": [round(each.score, 9) for each in scored],
            },
            schema={"id_a": polars.String, "id_b": polars.String, "score": polars.Float64},
        ).write_csv(target)
        self.stdout.write(f"{len(names)} rows, {len(scored)} pairs written to {target}.")


def _read(source: Path) -> dict[str, list[str]]:
    """The columns of a table, every value as text. Raises CommandError for what is not one."""
    try:
        if source.suffix == ".parquet":
            table = polars.read_parquet(source)
        else:
            table = polars.read_csv(source, infer_schema=False, encoding="utf8-lossy")
    except (OSError, polars.exceptions.PolarsError) as problem:
        raise CommandError(f"{source} cannot be read as a table: {problem}") from problem
    return {
        name: ["" if value is None else str(value) for value in table[name].to_list()]
        for name in table.columns
    }
