"""Names, addresses and other texts as weighed words: rare words tell more than common ones."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA, JaroWinkler

from negoce.kit.text import LEGAL_FORMS, fold

_WORD = re.compile(r"[^\W_]+")
# Chinese and Japanese are written without spaces: two characters after each other stand for a word.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_APOSTROPHE = re.compile(r"(?<=\w)['’`](?=\w)")
_MAIL = re.compile(r"\S+@\S+|https?://\S+|&[a-z]+;|\{[^}]*\}")
_LONGEST = 300
_MOST_WORDS = 40
_SHORTEST_PREFIX = 3
_TYPO = 0.8
# How many words an acronym may stand for, or be run together.
_RUNS = (2, 3, 4, 5, 6)
_WHOLE_RUN = 0.95
# Words that say what kind of thing it is, not which: they never tell two apart.
_NOISE = frozenset(
    [
        *LEGAL_FORMS,
        *(
            "the",
            "of",
            "and",
            "for",
            "at",
            "in",
            "de",
            "du",
            "des",
            "la",
            "le",
            "les",
            "et",
            "l",
            "d",
            "a",
            "an",
        ),
        *("co", "company", "incorporated", "cv", "vof", "se", "spa", "ab", "as", "pty", "kk", "eingetragene"),
        *("und", "van", "der", "den", "het", "y", "e", "groupe", "group", "holding"),
    ]
)
# One spelling for the usual abbreviations of places and organisations (French, English).
_SAME = {
    "st": "street", "str": "street", "ave": "avenue", "av": "avenue", "blv": "boulevard", "blvd": "boulevard",
    "bd": "boulevard", "rd": "road", "dr": "drive", "pl": "place", "sq": "square", "ln": "lane", "ct": "court",
    "n": "north", "s": "south", "e": "east", "w": "west", "hwy": "highway", "pkwy": "parkway", "crt": "court",
    "univ": "university", "universite": "university", "universitat": "university", "dept": "department",
    "departement": "department", "inst": "institute", "institut": "institute", "tech": "technology",
    "lab": "laboratory", "labs": "laboratory", "laboratories": "laboratory", "laboratoire": "laboratory",
    "ctr": "center", "centre": "center", "intl": "international", "internat": "international",
    "internationale": "international", "natl": "national", "mt": "mount", "saint": "st", "sainte": "st",
    "ste": "st", "r": "rue", "zi": "zone", "chem": "chemin", "imp": "impasse", "rte": "route", "all": "allee",
    "pharm": "pharmacie", "assoc": "association", "coll": "college", "sci": "science", "comp": "computer",
    "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """A text ready to be compared: its telling words in order, and the whole without spaces."""

    words: tuple[str, ...]
    compact: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two texts are alike: each figure is between 0 and 1, but `mass` (in nats)."""

    shared: float
    """Weight of common words over the weight of all (Dice)."""
    contained: float
    """Weight of common words over the weight of the lighter text."""
    rarest: float
    """Weight of the rarest common word."""
    clash: float
    """Weight of the rarest words that only one has, the lighter of the two sides."""
    spelling: float
    """Likeness of the letters, words run together."""
    mass: float
    first: float
    """Whether both begin with the same word."""


def words_of(text: str) -> Words:
    """Fold, split, join lone letters (`n. v.` → `nv`), spell abbreviations one way, drop words of form."""
    folded = _MAIL.sub(" ", fold(text[:_LONGEST]))
    words = _WORD.findall(_APOSTROPHE.sub("", folded))
    if not folded.isascii():
        words = [part for word in words for part in _pieces(word)]
    found = _join_letters(words[:_MOST_WORDS])
    spelt = [_SAME.get(word, word) for word in found if word not in _NOISE]
    telling = tuple(dict.fromkeys(spelt or found))
    return Words(telling, "".join(telling))


def _pieces(word: str) -> list[str]:
    if len(word) < 3 or not UNSPACED.search(word):
        return [word]
    return [word[place : place + 2] for place in range(len(word) - 1)]


def _join_letters(found: list[str]) -> list[str]:
    joined: list[str] = []
    letters = ""
    for word in [*found, ""]:
        if len(word) == 1 and word.isalpha():
            letters += word
            continue
        if letters:
            joined += [letters] if letters in _NOISE or len(letters) > 2 else list(letters)
            letters = ""
        if word:
            joined.append(word)
    return joined


class Weights:
    """What each word weighs in a file: the logarithm of how rare it is."""

    __slots__ = ("_rows", "_seen", "_told", "_top")

    def __init__(
        self, texts: Iterable[Words] = (), counts: Mapping[str, int] | None = None, *, least: int = 0
    ) -> None:
        """Count `texts`; a file of fewer than `least` rows is weighed as if it had so many."""
        self._seen: Counter[str] = Counter(counts or {})
        self._rows = 1
        for text in texts:
            self._rows += 1
            self._seen.update(text.words)
        self._rows = max(self._rows, least)
        self._top = math.log(self._rows + 1)
        self._told: dict[str, float] = {}

    def of(self, word: str) -> float:
        """Between 0 (in every row) and 1 (in one row)."""
        told = self._told.get(word)
        if told is None:
            seen = self._seen.get(word, 1)
            told = max(0.02, math.log((self._rows + 1) / seen) / self._top)
            self._told[word] = told
        return told

    @property
    def nats(self) -> float:
        """What weight 1 is worth, in nats."""
        return self._top


def compare_words(left: Words, right: Words, weights: Weights) -> Likeness:
    """Match the words of two texts: the same, a typo, a shortening, initials, words run together."""
    weigh = weights.of
    if left.compact == right.compact:
        total = sum(weigh(word) for word in left.words)
        rarest = max((weigh(word) for word in left.words), default=0.0)
        return Likeness(1.0, 1.0, rarest, 0.0, 1.0, total * weights.nats, 1.0)
    others = set(right.words)
    common = [word for word in left.words if word in others]
    kept = set(common)
    rest_left = [word for word in left.words if word not in kept]
    rest_right = [word for word in right.words if word not in kept]
    both = sum(weigh(word) for word in common)
    rarest = max((weigh(word) for word in common), default=0.0)
    near, near_rarest = _match_near(rest_left, rest_right, weigh)
    alone_left, alone_right = sum(map(weigh, rest_left)), sum(map(weigh, rest_right))
    shared = both + near
    lighter = shared + min(alone_left, alone_right)
    return Likeness(
        shared=2 * shared / max(1e-6, 2 * shared + alone_left + alone_right),
        contained=shared / max(1e-6, lighter),
        rarest=max(rarest, near_rarest),
        clash=min(max(map(weigh, rest_left), default=0.0), max(map(weigh, rest_right), default=0.0)),
        spelling=JaroWinkler.normalized_similarity(left.compact, right.compact),
        mass=shared * weights.nats,
        first=float(_alike(left.words[0], right.words[0]) >= _TYPO) if left.words and right.words else 0.0,
    )


def _match_near(left: list[str], right: list[str], weigh: object) -> tuple[float, float]:
    """Match what is left, each word once, taking matched words out of both lists."""
    total = rarest = 0.0
    for word in list(left):
        best, found, span = 0.0, -1, 1
        for place, other in enumerate(right):
            likeness = _alike(word, other)
            if likeness > best:
                best, found, span = likeness, place, 1
        run = _run_of(word, right)
        if run is not None:
            best, (found, span) = _WHOLE_RUN, run
        if found < 0:
            continue
        matched = right[found : found + span]
        worth = best * min(weigh(word), sum(weigh(w) for w in matched))  # type: ignore[operator]
        total += worth
        rarest = max(rarest, worth)
        left.remove(word)
        del right[found : found + span]
    for word in list(right):  # the other way round: one word there, several here
        run = _run_of(word, left)
        if run is not None:
            worth = _WHOLE_RUN * weigh(word)  # type: ignore[operator]
            total, rarest = total + worth, max(rarest, worth)
            right.remove(word)
            del left[run[0] : run[0] + run[1]]
    return total, rarest


def _run_of(word: str, words: list[str]) -> tuple[int, int] | None:
    """The place and the number of the words that `word` joins, or whose initials it is."""
    size = len(word)
    for place in range(len(words) - 1):
        if words[place][0] != word[0]:
            continue
        if size in _RUNS and size > 2 and word == "".join(each[0] for each in words[place : place + size]):
            return place, size
        joined = words[place]
        for other, following in enumerate(words[place + 1 : place + _RUNS[-1]], start=2):
            joined += following
            if len(joined) >= size:
                if joined == word:
                    return place, other
                break
    return None


def _alike(word: str, other: str) -> float:
    """Likeness of two words, 0 under what a slip of the finger explains."""
    if word == other:
        return 1.0
    if word[0] != other[0] and (len(word) < 5 or len(other) < 5):
        return 0.0
    short, long = (word, other) if len(word) <= len(other) else (other, word)
    if word.isdigit() or other.isdigit():
        return 0.0
    if len(short) >= _SHORTEST_PREFIX and long.startswith(short):
        return 0.85
    if len(short) == 1:
        return 0.5 if long[0] == short else 0.0
    if len(short) < 4:
        return 0.0
    likeness = OSA.normalized_similarity(word, other)
    return (
        likeness
        if likeness >= _TYPO or (len(short) >= 4 and len(long) - len(short) <= 1 and likeness >= 0.75)
        else 0.0
    )
