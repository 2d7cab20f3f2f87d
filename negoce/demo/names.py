"""Names of companies as a French customer file holds them, hardly any twice."""

from __future__ import annotations

import random

from negoce.demo.lists import first_names, surnames
from negoce.demo.profiles import Profile
from negoce.kit.text import fold, name_key

TRIES = 12
_ARTICLES = (("Les ", "des "), ("Le ", "du "), ("La ", "de La "), ("L’", "de L’"))


def company_name(source: random.Random, profile: Profile, town: str, taken: set[str]) -> str:
    """Return a name that nobody in `taken` bears, and add it; after some tries the town tells them apart."""
    name = _fill(source, profile, town)
    for _ in range(TRIES):
        if name_key(name) not in taken:
            break
        name = _fill(source, profile, town)
    else:
        name = (
            f"{name} ({town})"
            if name_key(f"{name} {town}") not in taken
            else f"{name} {source.choice(surnames())}"
        )
    taken.add(name_key(name))
    return name


def of_town(town: str) -> str:
    """Return « de Lyon », « d’Annecy », « du Mans », « des Sables-d’Olonne »."""
    for article, contracted in _ARTICLES:
        if town.startswith(article):
            return contracted + town[len(article) :]
    vowel = fold(town)[:1] in ("a", "e", "i", "o", "u", "y")
    return f"d’{town}" if vowel else f"de {town}"


def of_person(first: str) -> str:
    """Return « de Marc », « d’Agnès », « d’Yves », « de Yann »."""
    letters = fold(first)
    is_vowel = letters[:1] in "aeiouh" or (letters[:1] == "y" and letters[1:2] not in "aeiou")
    return f"d’{first}" if is_vowel else f"de {first}"


def name_as_retyped(source: random.Random, name: str) -> str:
    """Return the same name as another hand would have typed it: a duplicate for the file."""
    ways = (
        name.upper(),
        fold(name).title(),
        f"{name} SARL",
        name.replace("&", "et").replace("Ets ", "Établissements ").replace("Ets. ", "Établissements "),
        name.replace("é", "e").replace("è", "e").replace("’", " "),
        _swapped_letters(source, name),
    )
    return next(way for way in source.sample(ways, len(ways)) if way != name)


def _fill(source: random.Random, profile: Profile, town: str) -> str:
    civility = source.choice(("madam", "sir"))
    pattern, one, other = (
        source.choice(profile.patterns),
        source.choice(surnames()),
        source.choice(surnames()),
    )
    first = source.choice(first_names()[civility])
    return pattern.format(
        surname=one,
        surname2=other,
        first=first,
        of_first=of_person(first),
        first2=source.choice(first_names()["madam"]),
        town=town,
        of_town=of_town(town),
        word=source.choice(profile.words) if profile.words else "",
    )


def _swapped_letters(source: random.Random, name: str) -> str:
    place = source.randrange(1, max(2, len(name) - 2))
    return name[:place] + name[place + 1 : place + 2] + name[place : place + 1] + name[place + 2 :]
