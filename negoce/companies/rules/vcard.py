"""Reads vCards 2.1, 3.0 and 4.0, of which files hold many; what is not understood is left out. Pure."""

from __future__ import annotations

import quopri
import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

MOST_CARDS, LONGEST_LINE, LONGEST_VALUE = 20_000, 20_000, 300
_QUOTED = "QUOTED-PRINTABLE"
# One after the other: a list of all the lines of a large file weighs twenty times the file.
_PIECE = re.compile(r"([^\r\n]*)(?:\r\n|[\r\n]|\Z)")
_UNESCAPED = re.compile(r"\\(.)", re.S)
_WANTED = frozenset({"FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "ADR", "URL"})
# The columns of the table that cards become, named as the importer knows them.
COLUMNS = (
    "Prénom", "Nom", "Entreprise", "Fonction", "E-mail", "Téléphone", "Mobile", "Code postal", "Ville", "LinkedIn",
)  # fmt: skip


@dataclass(slots=True)
class Card:
    """One person of a file; texts are empty where the card says nothing."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    function: str = ""
    email: str = ""
    phone: str = ""
    mobile: str = ""
    postal_code: str = ""
    city: str = ""
    linkedin: str = ""
    _shown: str = field(default="", repr=False)

    def row(self) -> tuple[str, ...]:
        """The card as a row under `COLUMNS`."""
        return (
            self.first_name, self.last_name, self.company, self.function, self.email, self.phone, self.mobile,
            self.postal_code, self.city, self.linkedin,
        )  # fmt: skip


def read_cards(content: bytes, *, nameless: bool = False) -> Sequence[Card]:
    """The people of a file; of more than 20,000 cards, one more than that. A card with neither name nor address is left
    out, unless the `nameless` are asked for: then only those that say nothing at all are.
    """
    text = _decoded(content)
    cards: list[Card] = []
    card: Card | None = None
    for line in _unfolded(text):
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            card = Card()
        elif mark == "END:VCARD":
            if card is not None and (_finished(card).last_name or (nameless and any(card.row()))):
                cards.append(card)
            card = None
            if len(cards) > MOST_CARDS:
                break
        elif card is not None:
            _read(card, line)
    return cards


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "utf-16") if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    return content.decode("cp1252", "replace")


def _unfolded(text: str) -> Iterator[str]:
    """Whole lines: those that go on begin with a space, or follow a soft break of quoted-printable.

    Each character is looked at once: pieces are joined when their line ends, and what is too long is dropped as read.
    """
    line = _Line("")
    for found in _PIECE.finditer(text):
        piece = found[1]
        if line.size and piece[:1] in (" ", "\t"):
            line.add(piece[1:])
        elif line.is_soft_broken:
            line.add_behind_break(piece)
        else:
            if line.size:
                yield line.whole()
            line = _Line(piece)
    if line.size:
        yield line.whole()


class _Line:
    """A line in the making; of a picture only the beginning is kept."""

    __slots__ = ("_is_quoted", "_kept", "_last", "_pieces", "size")

    def __init__(self, piece: str) -> None:
        self._pieces: list[str] = []
        self._is_quoted, self._last, self._kept, self.size = False, "", 0, 0
        self.add(piece)

    @property
    def is_soft_broken(self) -> bool:
        return self._is_quoted and self._last.endswith("=")

    def add(self, piece: str) -> None:
        """What goes on behind a fold; a name cut in two by the fold is known all the same."""
        if not self._is_quoted and self._kept < LONGEST_LINE:
            self._is_quoted = _QUOTED in (self._last[-len(_QUOTED) :] + piece).upper()
        if piece:
            self._last = piece
        self.size += len(piece)
        kept = piece[: LONGEST_LINE - self._kept]
        if kept:
            self._pieces.append(kept)
            self._kept += len(kept)

    def add_behind_break(self, piece: str) -> None:
        """What goes on behind a soft break, whose sign goes."""
        if self._pieces and self.size == self._kept:
            self._pieces[-1] = self._pieces[-1][:-1]
            self._kept -= 1
            self.size -= 1
        self._last = ""
        self.add(piece)

    def whole(self) -> str:
        return "".join(self._pieces)


def _read(card: Card, line: str) -> None:
    head, colon, raw = line.partition(":")
    if not colon:
        return
    name, *given = head.split(";")
    name = name.rpartition(".")[2].strip().upper()
    if name not in _WANTED:
        return
    parameters = _parameters(given)
    kinds = parameters["type"]
    parts = [_clean(each) for each in _split(_value(raw, parameters))]
    whole = " ".join(each for each in parts if each)
    if name == "N":
        card.last_name = parts[0]
        card.first_name = parts[1] if len(parts) > 1 else ""
    elif name == "FN":
        card._shown = whole
    elif name == "ORG":
        card.company = card.company or parts[0]
    elif name in ("TITLE", "ROLE"):
        card.function = card.function or whole
    elif name == "EMAIL":
        if not card.email or "PREF" in kinds:
            card.email = whole
    elif name == "TEL":
        _telephone(card, whole.removeprefix("tel:"), kinds)
    elif name == "ADR" and len(parts) > 5 and (not card.city or "WORK" in kinds):
        card.city, card.postal_code = parts[3], parts[5]
    elif name == "URL" and "linkedin.com/" in whole.lower():
        card.linkedin = whole


def _telephone(card: Card, number: str, kinds: frozenset[str]) -> None:
    if "FAX" in kinds:
        return
    if kinds & {"CELL", "IPHONE", "MOBILE"}:
        card.mobile = card.mobile or number
    else:
        card.phone = card.phone or number


def _parameters(given: Sequence[str]) -> Mapping[str, frozenset[str]]:
    """What stands between the name and the colon: `TYPE=work,cell`, or bare words in 2.1."""
    found: dict[str, set[str]] = {"type": set(), "encoding": set(), "charset": set()}
    for each in given:
        key, equals, value = each.partition("=")
        name = key.strip().lower() if equals else "type"
        told = value if equals else key
        found.setdefault(name, set()).update(word.strip(' "').upper() for word in told.split(","))
        if not equals and key.strip().upper() in ("QUOTED-PRINTABLE", "BASE64"):
            found["encoding"].add(key.strip().upper())
    return {name: frozenset(values) for name, values in found.items()}


def _value(raw: str, parameters: Mapping[str, frozenset[str]]) -> str:
    charset = next(iter(parameters["charset"]), "utf-8")
    encodings = parameters["encoding"]
    try:
        if "QUOTED-PRINTABLE" in encodings:
            return quopri.decodestring(raw.encode("latin-1", "replace")).decode(charset, "replace")
        if encodings & {"B", "BASE64"}:
            return b64decode(raw, validate=False).decode(charset, "replace")
    except (LookupError, NotBase64, ValueError):
        return ""
    return raw


def _split(value: str) -> Sequence[str]:
    """The parts of a value: semicolons set apart, unless escaped."""
    return re.split(r"(?<!\\);", value)


def _clean(part: str) -> str:
    text = _UNESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], part)
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split())[:LONGEST_VALUE]


def _finished(card: Card) -> Card:
    if not card.last_name:
        # A card that says only how the name is shown: the first word is the first name.
        first, _space, rest = card._shown.partition(" ")
        card.first_name, card.last_name = (first, rest) if rest else ("", first)
    if not card.last_name and card.email:
        card.last_name = card.email.partition("@")[0]
    return card
