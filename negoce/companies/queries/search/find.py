"""Finding records from what a person types (F9): only those that the person may see.

Three passes, each only when the one before brought little: beginnings of words and parts of numbers; parts of
e-mail addresses; words one mistake away. None ranks more than a few hundred records: where more answer, those
whose title answers are looked for by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from negoce.companies.interfaces import SearchHit, SearchSource
from negoce.companies.queries.search.lookup import (
    asking,
    known_beginnings,
    matching_entries,
    words_beginning,
)
from negoce.companies.rules.search.match import (
    CORRECTED,
    Found,
    Wanted,
    expression,
    judge,
    long_beginnings,
    title_expression,
)
from negoce.companies.rules.search.query import Query, parse_query
from negoce.companies.rules.search.terms import EVERYBODY, kind_code, object_id
from negoce.companies.rules.search.typos import best_spellings, variants
from negoce.companies.wired import wired
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor

FEW = 3
RANKED_MAX = 60
PER_KIND = 6
# Hits are read with some to spare: the live rows decide what is seen, and which of equals are active.
SPARE = 3


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of a kind, best first; `has_more` when others answer too."""

    source: SearchSource
    hits: tuple[SearchHit, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """What was found.

    `marked` are the beginnings of words to mark in titles; `corrected` the words read for the mistyped
    ones, when nothing answered as typed.
    """

    groups: tuple[Group, ...] = ()
    marked: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many hits there are in all."""
        return sum(len(group.hits) for group in self.groups)


def search(actor: Actor, text: str, *, per_kind: int = PER_KIND) -> Results:
    """What answers `text` among the records that `actor` may see, by kind, best first.

    The number of queries depends on the number of kinds and passes, never on that of the records.
    """
    query = parse_query(text)
    if not query:
        return Results()
    with asking():
        found, spellings = _passes(actor, query)
    by_kind: dict[int, list[Found]] = {}
    for one in found.values():
        by_kind.setdefault(kind_code(one.entry.id), []).append(one)
    groups = []
    for source in sorted(wired().search_sources, key=lambda source: source.position):
        group = _group(actor, source, text.strip(), by_kind.get(source.code, []), per_kind)
        if group.hits:
            groups.append(group)
    shown = {(group.source.code, hit.object_id) for group in groups for hit in group.hits}
    qualities = [one.quality for key, one in found.items() if (kind_code(key), object_id(key)) in shown]
    typed_answers = any(quality < CORRECTED for quality in qualities) or len(qualities) < len(shown)
    read = () if typed_answers or not shown else _words_read(query, spellings, found)
    marked = [begin for word in query.words for begin in (word, *spellings.get(word, ()))]
    return Results(tuple(groups), tuple(dict.fromkeys(marked)), read)


def _passes(actor: Actor, query: Query) -> tuple[dict[int, Found], dict[str, tuple[str, ...]]]:
    private = actor.may_read(FieldGroup.PERSONAL)
    met = words_beginning(long_beginnings(query, {}))
    found = _pass(actor, Wanted(query, {}, met, private=private))
    if len(found) < FEW and any(chunk.is_plain and chunk.fragments for chunk in query.chunks):
        wider = _pass(actor, Wanted(query, {}, met, plain_fragments=True, private=private))
        found = {**wider, **found}
    if len(found) >= FEW:
        return found, {}
    spellings = _spellings(query)
    if not spellings:
        return found, {}
    met = words_beginning(long_beginnings(query, spellings))
    return {**_pass(actor, Wanted(query, spellings, met, private=private)), **found}, spellings


def _pass(actor: Actor, wanted: Wanted) -> dict[int, Found]:
    """What answers one pass, by entry; where too many of a kind answer, those whose title does as well."""
    asked = expression(wanted, _readers(actor))
    if asked is None:
        return {}
    by_title = title_expression(wanted, asked)
    kinds = [source.code for source in wired().search_sources if source.documents]
    by_kind = matching_entries(asked, RANKED_MAX, kinds, frequent=wanted.may_be_frequent)
    entries = {entry.id: entry for found in by_kind.values() for entry in found}
    crowded = [kind for kind in kinds if len(by_kind[kind]) >= RANKED_MAX]
    if crowded and by_title is not None:
        for found in matching_entries(by_title, RANKED_MAX, crowded).values():
            entries |= {entry.id: entry for entry in found}
    judged = [judge(entry, wanted) for entry in entries.values()]
    return {one.entry.id: one for one in judged if one is not None}


def _readers(actor: Actor) -> list[str] | None:
    if actor.sees_everything:
        return None
    own = [f"_o{key}" for key in sorted(actor.colleague_ids)]
    return [*own, *[f"_t{key}" for key in sorted(actor.territory_ids)], EVERYBODY]


def _spellings(query: Query) -> dict[str, tuple[str, ...]]:
    """For each word that may be mistyped, the beginnings to try: itself, and those one mistake away."""
    tried = {word: variants(word) for word in query.words}
    met, whole = known_beginnings(list(dict.fromkeys(text for texts in tried.values() for text in texts)))
    known, wholes = set(met), set(whole)
    spellings: dict[str, tuple[str, ...]] = {}
    for word, texts in tried.items():
        best = best_spellings(word, [text for text in texts if text in known], wholes)
        if best:
            spellings[word] = (word, *best)
    return spellings


def _group(actor: Actor, source: SearchSource, text: str, ranked: Sequence[Found], limit: int) -> Group:
    order: dict[int, tuple[int | str, ...]]
    if source.find:
        ids = source.find(actor, text, limit + 1)
        order = {key: (place,) for place, key in enumerate(ids)}
    else:
        best = sorted(ranked, key=lambda one: one.rank)[: limit * SPARE]
        order = {object_id(one.entry.id): one.rank for one in best}
    if not order:
        return Group(source, ())
    hits = source.show(actor, list(order))
    ordered = sorted(
        hits, key=lambda hit: (order[hit.object_id][:2], not hit.is_active, order[hit.object_id])
    )
    return Group(source, tuple(ordered[:limit]), has_more=len(ordered) > limit)


def _words_read(
    query: Query, spellings: Mapping[str, tuple[str, ...]], found: Mapping[int, Found]
) -> tuple[str, ...]:
    """The words of the best answer that were read for those typed."""
    best = min(found.values(), key=lambda one: one.rank).entry
    held = best.words.split(" ") + best.context.split(" ")
    read = []
    for word in query.words:
        beginnings = spellings.get(word, (word,))
        begin = next((begin for begin in beginnings if begin in held), "")
        begin = begin or next(
            (begin for begin in beginnings if any(one.startswith(begin) for one in held)), word
        )
        read.append(begin)
    return tuple(read)
