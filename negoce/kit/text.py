"""Text for comparing, searching and sorting: accents, case, punctuation and legal forms put aside."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
_LIGATURES["’"] = "'"
_NOT_WORD = re.compile(r"[\W_]+")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}[a-z]?(?![a-z])|\b(?:[a-z] ){2,}[a-z]\b")
_MAX_REMEMBERED = 4096
# Texts of these characters fold to one character each: nearly all.
_ONE_FOR_ONE = re.compile("[\x00-\x7f\u00a0«»À-ÅÇ-ÏÑ-ÖÙ-Ýà-åç-ïñ-öù-ýÿ’]*")

# Abbreviations written with company names. Those of other countries are the ones met in French files.
LEGAL_FORMS = frozenset(
    {
        "sarl", "sas", "sasu", "sa", "eurl", "eirl", "ei", "sci", "scm", "scp", "scop", "snc", "scs",
        "sca", "sccv", "scea", "sica", "gaec", "gie", "geie", "earl", "cuma", "selarl", "selas", "selafa",
        "selca", "sem", "safer", "smia", "scic", "asso", "gfa", "ste", "societe", "ets", "etablissement",
        "etablissements", "cie", "gmbh", "ag", "kg", "ohg", "ug", "ltd", "limited", "llc", "llp", "plc",
        "inc", "corp", "corporation", "bv", "nv", "srl", "sprl", "lda", "oy", "aps",
    }
)  # fmt: skip


class _FoldTable(dict[int, str]):
    """Fold of each character, worked out when first met: most texts use some eighty of them."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _fold_char(char)
        if len(self) < _MAX_REMEMBERED:
            self[code] = folded
        return folded


def _fold_char(char: str) -> str:
    parts = []
    for piece in unicodedata.normalize("NFKD", char.lower()):
        category = unicodedata.category(piece)
        if category == "Mn" or category == "Cf":
            continue
        if category.startswith("Z") or category == "Cc":
            parts.append(" ")
            continue
        parts.append(_LIGATURES.get(piece, piece.casefold()))
    return "".join(parts)


_FOLDS = _FoldTable()


def fold(text: str) -> str:
    """Return the text in lower case, without accents, ligatures split, spaces collapsed and trimmed.

    Folding twice changes nothing. Invisible format characters (zero width, direction marks) vanish.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(text.translate(_FOLDS).split())


def fold_flat(text: str) -> str:
    """Return the folded text of `fold_with_offsets`, alone: many times faster."""
    return text.translate(_FOLDS)


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """Return the folded text, spaces kept one for one, and for each of its characters its place in ``text``.

    A last offset, the length of ``text``, lets the end of a match be looked up too.
    """
    if _ONE_FOR_ONE.fullmatch(text):
        return text.translate(_FOLDS), list(range(len(text) + 1))
    pieces: list[str] = []
    offsets: list[int] = []
    for position, char in enumerate(text):
        piece = _FOLDS[ord(char)]
        pieces.append(piece)
        offsets.extend([position] * len(piece))
    offsets.append(len(text))
    return "".join(pieces), offsets


def split_words(text: str) -> list[str]:
    """Return the folded words of a text: runs of letters and digits, in any script."""
    return [word for word in _NOT_WORD.sub(" ", fold(text)).split(" ") if word]


def name_key(name: str) -> str:
    """Return the key that sorts and groups names: folded words, one space apart."""
    return " ".join(split_words(name))


def strip_legal_forms(name: str) -> str:
    """Return the key of a company name without its legal form: ``S.A.R.L. Côté Sud`` → ``cote sud``.

    Forms are taken off both ends only. A name made of nothing else keeps its words.
    """
    joined = _DOTTED.sub(lambda found: re.sub(r"[. ]", "", found.group()) + " ", fold(name))
    words = [word for word in _NOT_WORD.sub(" ", joined).split(" ") if word]
    start, end = 0, len(words)
    while start < end and words[start] in LEGAL_FORMS:
        start += 1
    while end > start and words[end - 1] in LEGAL_FORMS:
        end -= 1
    return " ".join(words[start:end] or words)
