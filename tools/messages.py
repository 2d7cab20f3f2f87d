"""Texts and their translations: `update`, `check` and `compile`, without GNU gettext.

The texts are written in French in the source; each room, and each sub-package of a shell, keeps its English
in its own `locale/en/LC_MESSAGES/django.po`. Compiled `.mo` files are made when needed and never committed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.translations.catalogues import (  # noqa: E402
    Entries,
    Translation,
    catalogue_path,
    compile_catalogue,
    read_catalogue,
    write_catalogue,
)
from tools.translations.checks import catalogue_problems, contradictions, typography_problems  # noqa: E402
from tools.translations.message import ExtractionProblem, Found, Message  # noqa: E402
from tools.translations.owners import extract, sources  # noqa: E402

PACKAGE = ROOT / "negoce"
LANGUAGES = ("en",)
# French is the source; its catalogue holds it as it is: zero is singular there, and no word is left to the French of
# Django, for whom « Note » is an English word.
SOURCE_LANGUAGE = "fr"


def main(arguments: list[str] | None = None, package: Path = PACKAGE) -> int:
    """Run one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    updating = commands.add_parser(
        "update", help="add missing texts to the catalogues, with an empty translation"
    )
    updating.add_argument(
        "--drop-stale", action="store_true", help="also remove texts that are no longer used"
    )
    updating.add_argument(
        "folders", nargs="*", type=Path, help="only these owners, such as negoce/web/companies"
    )
    commands.add_parser("check", help="fail on a text that is missing, empty, stale or badly translated")
    commands.add_parser("compile", help="write the .mo files that are not fresh")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.command == "update":
            return update(package, chosen.drop_stale, {folder.resolve() for folder in chosen.folders})
        if chosen.command == "check":
            return check(package)
        return compile_all(package)
    except ExtractionProblem as problem:
        print(problem, file=sys.stderr)
        return 1


def update(package: Path, drop_stale: bool, only: set[Path]) -> int:
    """Bring catalogues up to date with the source; translations at hand are kept."""
    found = extract(package)
    for owner in sorted({*found, *_owners_with_catalogue(package)}):
        if only and owner not in only:
            continue
        places = _places(found.get(owner, []))
        for language in LANGUAGES:
            path = catalogue_path(owner, language)
            entries = read_catalogue(path)
            kept = {message: entries[message] for message in entries if message in places or not drop_stale}
            empty: Entries = {message: Translation(()) for message in places}
            merged = empty | kept
            if (merged or path.exists()) and write_catalogue(path, language, merged, places):
                waiting = sum(not translation.complete for translation in merged.values())
                print(f"{path.relative_to(package.parent)}: {len(merged)} texts, {waiting} to translate")
    return 0


def check(package: Path) -> int:
    """Print every problem; returns 1 when there is one."""
    found = extract(package)
    problems = [problem for messages in found.values() for problem in typography_problems(messages)]
    for language in LANGUAGES:
        catalogues = {}
        for owner in sorted({*found, *_owners_with_catalogue(package)}):
            path = catalogue_path(owner, language)
            entries = catalogues[path] = read_catalogue(path)
            name = path.relative_to(package.parent).as_posix()
            problems += catalogue_problems(name, set(_places(found.get(owner, []))), entries)
        problems += contradictions(catalogues)
    print("\n".join(problems) if problems else f"{sum(map(len, found.values()))} texts, all translated.")
    return 1 if problems else 0


def compile_all(package: Path) -> int:
    """Write what is not fresh: English from its catalogues, French plurals from the source."""
    for path in sorted(package.rglob("locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < path.stat().st_mtime:
            compile_catalogue(target, path.parts[-3], read_catalogue(path))
    target = catalogue_path(package, SOURCE_LANGUAGE).with_suffix(".mo")
    newest = max((path.stat().st_mtime for path in sources(package)), default=0)
    if not target.exists() or target.stat().st_mtime < newest:
        texts = {each.message for messages in extract(package).values() for each in messages}
        entries = {
            message: Translation((message.text, message.plural) if message.plural else (message.text,))
            for message in texts
        }
        compile_catalogue(target, SOURCE_LANGUAGE, entries)
    return 0


def _owners_with_catalogue(package: Path) -> set[Path]:
    return {path.parents[3] for path in package.rglob("locale/*/LC_MESSAGES/django.po")}


def _places(found: list[Found]) -> dict[Message, set[str]]:
    places: dict[Message, set[str]] = {}
    for each in found:
        places.setdefault(each.message, set()).add(each.path)
    return places


if __name__ == "__main__":
    sys.exit(main())
