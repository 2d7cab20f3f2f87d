"""Reads and fills in texts with `{{ champ }}`: a grammar of its own, so that no text of a person is ever code. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from negoce.kit.explain import Finding
from negoce.kit.text import fold

_OPEN, _CLOSE, _BAR = "{{", "}}", "|"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_SHOWN = 40
# Whoever writes puts a few right at a time; the nearest name of each unknown one takes its time.
MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: as it stands, or a field to fill in (`field` is its key); `instead` stands for no value."""

    text: str = ""
    field: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class ReadTemplate:
    """The pieces of a text, and what is wrong with it; with findings it is not to be used."""

    pieces: Sequence[Piece]
    findings: Sequence[Finding] = ()

    @property
    def fields(self) -> frozenset[str]:
        """The keys of the fields that the text asks for."""
        return frozenset(piece.field for piece in self.pieces if piece.field)


@dataclass(frozen=True, slots=True)
class Merged:
    """A text filled in; `empty` are the keys of the fields that had no value."""

    text: str
    empty: Sequence[str] = ()


def read_template(text: str, names: Mapping[str, str]) -> ReadTemplate:
    """Cut a text into its pieces; `names` maps what may stand between braces to keys.

    Accents, capitals and spaces in a name do not matter; what stands after a bar, `{{ prénom | Madame }}`, is written
    when the field has no value. Findings: ``merge.unclosed``, ``merge.unopened``, ``merge.empty``, ``merge.unknown``
    and ``merge.unknown_near``, which proposes the nearest name; after twenty the rest is not read.
    """
    pieces: list[Piece] = []
    findings: list[Finding] = []
    rest = text
    while _OPEN in rest:
        before, _, after = rest.partition(_OPEN)
        findings += _stray(before)
        pieces.append(Piece(text=before))
        inner, closed, rest = after.partition(_CLOSE)
        if not closed or _OPEN in inner or "\n" in inner:
            findings.append(Finding("merge.unclosed", "error", {"text": _shown(inner)}))
            return ReadTemplate(pieces, findings)
        name, _bar, instead = inner.partition(_BAR)
        key, finding = _field(name, names)
        pieces.append(Piece(field=key, instead=instead.strip()))
        findings += [finding] if finding is not None else []
        if len(findings) >= MOST_FINDINGS:
            return ReadTemplate(pieces, findings)
    findings += _stray(rest)
    pieces.append(Piece(text=rest))
    return ReadTemplate([piece for piece in pieces if piece.text or piece.field], findings)


def merge(template: ReadTemplate, values: Mapping[str, str]) -> Merged:
    """Fill in a text that has no findings; a field without value leaves what is written instead, or nothing, not
    even its space. `empty` names both.
    """
    done = ""
    empty: list[str] = []
    for piece in template.pieces:
        if not piece.field:
            done += piece.text.lstrip(" ") if done.endswith(" ") and empty else piece.text
            continue
        value = values.get(piece.field, "").strip()
        if value:
            done += value
        else:
            empty.append(piece.field)
            done += piece.instead
    return Merged(_tidy(done) if empty else done, tuple(dict.fromkeys(empty)))


def _tidy(text: str) -> str:
    """What an absent value leaves behind: a space before a comma or a full stop, or at the end of a line."""
    return re.sub(r" +(?=[,.\n]|$)", "", text)


def _stray(text: str) -> list[Finding]:
    if _CLOSE not in text:
        return []
    return [Finding("merge.unopened", "error", {"text": _shown(text.partition(_CLOSE)[0][-20:])})]


def _field(inner: str, names: Mapping[str, str]) -> tuple[str, Finding | None]:
    name = re.sub(r"[\s\-’']+", "_", fold(inner.strip())).strip("_")
    if not name:
        return "", Finding("merge.empty")
    if name in names and _NAME.fullmatch(name):
        return names[name], None
    near = get_close_matches(name[:_SHOWN], sorted(names), n=1, cutoff=0.5)
    if near:
        return "", Finding("merge.unknown_near", "error", {"name": _shown(inner), "near": near[0]})
    return "", Finding("merge.unknown", "error", {"name": _shown(inner)})


def _shown(text: str) -> str:
    return " ".join(text.split())[:_SHOWN]
