"""What may be wrong with a text or its translation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tools.translations.catalogues import Entries
from tools.translations.message import Found, Message

PERCENT = re.compile(r"%(?:\([^)]*\))?[-+ #0]*\d*(?:\.\d+)?[sdifgrx]|%%")
BRACES = re.compile(r"\{[A-Za-z_][\w.]*(?::[^{}]*)?\}")
STRAIGHT_APOSTROPHE = re.compile(r"\w'\w", re.UNICODE)
BREAKING_SPACE = re.compile(r"[\w%)»…\"”] [;:!?»]|« \S")


def placeholders(text: str) -> list[str]:
    """The placeholders of a text, sorted: what a translation may neither lose nor invent."""
    percent = [found for found in PERCENT.findall(text) if found != "%%"]
    return sorted([*percent, *BRACES.findall(text)])


def typography_problems(found: list[Found]) -> Iterator[str]:
    """French texts with a straight apostrophe, or with a space that may break before « ; : ! ? »."""
    for each in found:
        for text in (each.message.text, each.message.plural):
            if STRAIGHT_APOSTROPHE.search(text):
                yield f"{each.path}:{each.line}: straight apostrophe, use ’: «{text}»"
            if BREAKING_SPACE.search(text):
                yield f"{each.path}:{each.line}: a space may break before punctuation, use U+00A0: «{text}»"


def catalogue_problems(path: str, wanted: set[Message], entries: Entries) -> Iterator[str]:
    """Texts missing, left empty, doubtful, stale, or whose placeholders differ from the French."""
    for message in sorted(wanted - entries.keys()):
        yield f"{path}: missing «{message.text}» (tools/messages.py update adds it)"
    for message in sorted(entries.keys() - wanted):
        yield f"{path}: no longer used «{message.text}» (tools/messages.py update --drop-stale removes it)"
    for message in sorted(wanted & entries.keys()):
        translation = entries[message]
        if not translation.complete:
            yield f"{path}: not translated «{message.text}»"
            continue
        originals = (message.text, message.plural) if message.plural else (message.text,)
        for text in translation.strings:
            if placeholders(text) not in [placeholders(original) for original in originals]:
                yield f"{path}: placeholders differ: «{message.text}» → «{text}»"


def contradictions(catalogues: dict[Path, Entries]) -> Iterator[str]:
    """One French text, two translations: Django would take whichever it reads first."""
    seen: dict[tuple[str, str], tuple[Path, tuple[str, ...]]] = {}
    for path, entries in sorted(catalogues.items()):
        for message, translation in sorted(entries.items(), key=lambda entry: entry[0]):
            if not translation.complete:
                continue
            first = seen.setdefault(message.key, (path, translation.strings))
            if first[1] != translation.strings:
                one, two = f"{first[1]} ({first[0]})", f"{translation.strings} ({path})"
                yield f"«{message.text}» is translated in two ways: {one}, {two}"
