"""English wholesale labels into French: longest known phrases, then the order of a French noun phrase."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
_COUNT = re.compile(
    r"^(?:SET|PACK|BOX)?\s*(?:OF|/)?\s*(\d+)\s+|^S/(\d+)\s*|^(?:SET|PACK)(?:\s*OF|/|\s)\s*(\d+)\s*"
)
_LATE_COUNT = re.compile(r"\b(?:SET|PACK|BOX)\s*(?:OF|/|\s)\s*(\d+)\b|\bS/(\d+)\b")
_JOINTS = {"WITH": "avec", "W": "avec", "AND": "et", "&": "et", "+": "et", "FOR": "pour"}
_MEASURE = re.compile(r"^\d+(?:[.,X]\d+)*(?:CM|MM|M|\"|G|ML)$")
_RANK = {"M": 1, "A": 2, "D": 3, "P": 4, "N": 5, "C": 6}
LONGEST_PHRASE = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A known phrase: its class and its French forms."""

    kind: str
    text: str
    forms: str


@dataclass(slots=True)
class _Part:
    """What one stretch of a label is made of, joints and counts taken away."""

    heads: list[Word] = field(default_factory=list)
    rest: list[tuple[int, int, Word]] = field(default_factory=list)
    suffixes: list[str] = field(default_factory=list)
    unknown: int = 0


def read_words() -> dict[str, Word]:
    """Return the phrases of words.txt by their English text."""
    words = {}
    for line in (HERE / "words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            english, kind, french, forms = (*line.split("|"), "")[:4]
            words[english] = Word(kind, french, forms)
    return words


def read_whole_labels() -> dict[str, str]:
    """Return the labels translated by hand, by their normalised English text."""
    texts = [(HERE / name).read_text(encoding="utf-8") for name in ("best_sellers.txt", "odd_labels.txt")]
    pairs = (line.split("|") for text in texts for line in text.splitlines() if "|" in line)
    return {normalise(english): french.strip() for english, french in pairs}


def normalise(label: str) -> str:
    """Return a label in capitals, punctuation that means nothing gone, one space apart."""
    text = label.upper().replace("’", "'").replace('"', " ").replace(",", " ").replace("*", " ")
    text = re.sub(r"\.(?!\d)", " ", text)
    text = re.sub(r"(?<=[A-Z]{3})/(?=[A-Z]{3})", " ", text)
    return " ".join(text.split())


def translate(label: str, words: dict[str, Word], whole: dict[str, str]) -> str:
    """Return the French label; a label of which too little is known keeps its words, in sentence case."""
    text = normalise(label)
    if text in whole:
        return whole[text].replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    text, count = _take_count(text)
    parts, joints = _split(text)
    read = [_read(part, words) for part in parts]
    known = sum(len(part.heads) + len(part.rest) - part.unknown for part in read)
    if not read or not read[0].heads or known * 2 < sum(len(p.heads) + len(p.rest) for p in read):
        return _named(text, words) or sentence_case(label)
    written = [_write(part) for part in read]
    french = written[0] + "".join(
        f" {joint} {more}" for joint, more in zip(joints, written[1:], strict=True) if more
    )
    suffixes = list(dict.fromkeys(suffix for part in read for suffix in part.suffixes))
    if count:
        suffixes.append(f"lot de {count}")
    return _capital(", ".join([french, *suffixes])).replace("« ", "«\u00a0").replace(" »", "\u00a0»")


def _named(text: str, words: dict[str, Word]) -> str:
    """Return « Plaque en métal « Gin + tonic diet » »: the thing sold, and the rest as the name it bears."""
    tokens = text.split()
    places = [
        (size, place)
        for size in range(min(LONGEST_PHRASE, len(tokens) - 1), 0, -1)
        for place in range(len(tokens) - size + 1)
        if (word := words.get(" ".join(tokens[place : place + size]))) and word.kind == "H"
    ]
    if not places:
        return ""
    size, place = places[0]
    head = words[" ".join(tokens[place : place + size])]
    rest = " ".join(tokens[:place] + tokens[place + size :]).lower()
    return f"{_capital(head.text)} «\u00a0{_capital(rest)}\u00a0»"


def sentence_case(label: str) -> str:
    """Return a label that we could not translate, no longer in capitals."""
    return _capital(" ".join(label.lower().split()))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _take_count(text: str) -> tuple[str, str]:
    for pattern in (_COUNT, _LATE_COUNT):
        found = pattern.search(text)
        if found:
            number = next(group for group in found.groups() if group)
            rest = " ".join((text[: found.start()] + " " + text[found.end() :]).split())
            return rest, number
    return text, ""


def _split(text: str) -> tuple[list[list[str]], list[str]]:
    parts: list[list[str]] = [[]]
    joints: list[str] = []
    for token in text.split():
        joint = _JOINTS.get(token)
        if joint and parts[-1]:
            parts.append([])
            joints.append(joint)
        elif not joint and token not in ("IN", "OF", "ON"):
            parts[-1].append(token)
    if not parts[-1] and joints:
        parts.pop()
        joints.pop()
    return parts, joints


def _read(tokens: list[str], words: dict[str, Word]) -> _Part:
    part, place = _Part(), 0
    while place < len(tokens):
        word, taken = _longest(tokens, place, words)
        if word.kind == "S":
            part.suffixes.append(word.text)
        elif word.kind == "H":
            part.heads.append(word)
        elif word.kind != "X":
            part.unknown += word.kind == "N"
            part.rest.append((_RANK[word.kind], len(part.rest), word))
        place += taken
    _choose_head(part)
    return part


def _longest(tokens: list[str], place: int, words: dict[str, Word]) -> tuple[Word, int]:
    for size in range(min(LONGEST_PHRASE, len(tokens) - place), 0, -1):
        word = words.get(" ".join(tokens[place : place + size]))
        if word:
            return word, size
    token = tokens[place]
    if _MEASURE.match(token):
        return Word("N", token.lower().replace("cm", " cm"), ""), 1
    return Word("N", token.capitalize() if token.isalpha() else token.lower(), ""), 1


def _choose_head(part: _Part) -> None:
    """The last thing sold is the head; the others complete it. Without any, the last motif is the thing."""
    if len(part.heads) > 1:
        for word in part.heads[:-1]:
            part.rest.append((_RANK["D"], len(part.rest), Word("D", word.text, word.forms)))
        part.heads = part.heads[-1:]
    if not part.heads:
        motifs = [entry for entry in part.rest if entry[2].kind == "D"]
        if motifs:
            part.rest.remove(motifs[-1])
            part.heads = [motifs[-1][2]]


def _write(part: _Part) -> str:
    head = part.heads[0] if part.heads else Word("H", "", "m")
    pieces = [head.text] if head.text else []
    for _, _, word in sorted(part.rest, key=lambda entry: (entry[0], entry[1])):
        text = _agree(word, head.forms or "m") if word.kind in "AC" else word.text
        if text not in pieces:
            pieces.append(text)
    return " ".join(pieces)


def _agree(word: Word, gender: str) -> str:
    """Return an adjective in the gender and number of its head: m, f, mp or fp."""
    forms = word.text.split(",")
    if len(forms) == 4:
        return forms[("m", "f", "mp", "fp").index(gender)]
    base = forms[0]
    feminine = base if base.endswith("e") else f"{base}e"
    chosen = feminine if gender.startswith("f") else base
    if base == "orange" or not gender.endswith("p") or chosen.endswith("s"):
        return chosen
    return f"{chosen}s"
