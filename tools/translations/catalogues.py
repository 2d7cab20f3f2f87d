"""Reading, writing and compiling `.po` files, without a date, a line number or a tool's name in them."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import normalize, read_po

from tools.translations.message import Message

HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: {language}\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: {plural_forms}\\n"\n'
)
PLURAL_FORMS = {"en": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalogue says of one message: one string, or one a plural form."""

    strings: tuple[str, ...]
    fuzzy: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing is missing and nobody doubts it."""
        return bool(self.strings) and all(self.strings) and not self.fuzzy


Entries = dict[Message, Translation]


def catalogue_path(owner: Path, language: str) -> Path:
    """Where an owner keeps the texts of a language."""
    return owner / "locale" / language / "LC_MESSAGES" / "django.po"


def read_catalogue(path: Path) -> Entries:
    """The entries of a `.po` file; empty when there is none."""
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    entries: Entries = {}
    for row in catalogue:
        if not row.id:
            continue
        texts = row.id if isinstance(row.id, tuple) else (row.id, "")
        strings = row.string if isinstance(row.string, tuple) else (row.string,)
        message = Message(texts[0], texts[1], row.context or "")
        entries[message] = Translation(tuple(text or "" for text in strings), row.fuzzy)
    return entries


def write_catalogue(path: Path, language: str, entries: Entries, places: dict[Message, set[str]]) -> bool:
    """Write a `.po` file sorted by text; returns whether anything changed."""
    blocks = [HEADER.format(language=language, plural_forms=PLURAL_FORMS[language])]
    for message in sorted(entries, key=lambda each: (each.text, each.context)):
        blocks.append(_block(message, entries[message], sorted(places.get(message, ()))))
    text = "\n".join(blocks)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def compile_catalogue(target: Path, language: str, entries: Entries) -> None:
    """Write the `.mo` file that Django reads, whole or not at all."""
    catalogue = Catalog(locale=language, charset="utf-8")
    for message, translation in entries.items():
        if not translation.complete:
            continue
        if message.plural:
            catalogue.add(
                (message.text, message.plural), translation.strings, context=message.context or None
            )
        else:
            catalogue.add(message.text, translation.strings[0], context=message.context or None)
    output = BytesIO()
    write_mo(output, catalogue)
    temporary = target.with_suffix(".mo.part")
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary.write_bytes(output.getvalue())
    temporary.replace(target)


def _block(message: Message, translation: Translation, places: list[str]) -> str:
    lines = [f"#: {place}" for place in places]
    if translation.fuzzy:
        lines.append("#, fuzzy")
    if message.context:
        lines.append(f"msgctxt {_quote(message.context)}")
    lines.append(f"msgid {_quote(message.text)}")
    if message.plural:
        lines.append(f"msgid_plural {_quote(message.plural)}")
        strings = translation.strings if len(translation.strings) == 2 else ("", "")
        lines += [f"msgstr[{number}] {_quote(text)}" for number, text in enumerate(strings)]
    else:
        lines.append(f"msgstr {_quote(translation.strings[0] if translation.strings else '')}")
    return "\n".join(lines) + "\n"


def _quote(text: str) -> str:
    return normalize(text, width=0)
