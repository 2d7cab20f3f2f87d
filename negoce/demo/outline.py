"""The outline of every fictional company: name, trade, place, size; all drawn before any is detailed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from negoce.demo.addresses import place as draw_place
from negoce.demo.addresses import village
from negoce.demo.draws import draws, weighted
from negoce.demo.featured import FEATURED, Featured
from negoce.demo.history import customers_who_took
from negoce.demo.names import company_name, name_as_retyped
from negoce.demo.profiles import BY_CODE, PROFILES, Profile
from negoce.demo.team import holder_of
from negoce.kit.text import name_key

PROSPECTS = 1_500
DUPLICATES = 24
GROUPS = 12
BIG_BUYERS = 340
GROUP_TRADES = frozenset({"garden", "department_store", "decoration", "hotel", "wholesaler", "campsite"})
SUBSIDIARY_SHARE = 0.02
COUNTRY_TRADES = frozenset({"commune", "campsite", "cooperative"})
# Nobody but these buys for 20,000 euros a year and more.
LARGEST_BUYERS = 70
# Who thinks it over for long before the first order.
_HESITANT = 0.5
LARGE_TRADES = frozenset({"department_store", "wholesaler", "garden", "remote", "decoration"})
# No hotel, restaurant or caterer takes this family: the pair of an offer and a segment that nobody thought of selling.
UNTHOUGHT_OF = "Noël et Pâques"
HOSPITALITY = frozenset({"hotel", "campsite", "tearoom"})
_CATERER = "Traiteur"
# They are as many as they would be, among those who never took it.
_OFTENER = 3, 2


@dataclass(frozen=True, slots=True)
class Outline:
    """A company in few words. `place` is its number in the world; `rank` that among customers, by amount.

    Who left before the real months has no rank: `has_left`.
    """

    key: str
    place: int
    rank: int | None
    name: str
    profile: Profile
    postal_code: str
    city: str
    headcount: int
    owner_key: str
    territory: str
    created_on: date
    featured: Featured | None = None
    parent_key: str = ""
    group_name: str = ""
    twin_key: str = ""
    has_left: bool = False
    first_order_on: date | None = None

    @property
    def is_customer(self) -> bool:
        """Tell whether it has orders."""
        return self.rank is not None or self.has_left


@dataclass(frozen=True, slots=True)
class Group:
    """A group: its brand, its trade and the key of the company at its head."""

    brand: str
    profile: Profile
    parent_key: str


def outlines(
    seed: int,
    customers: Sequence[int],
    since: Sequence[date],
    left: Sequence[tuple[str, int, date]],
    today: date,
) -> list[Outline]:
    """Return all outlines: customers in the order given (the biggest buyer first), the prospects, then who left.

    `since` is the day of each customer's first order; of who left are given the key, the rank of the customer
    that it resembles, and the day of its first order.
    """
    taken = {name_key(company.name) for company in FEATURED}
    groups: list[Group] = []
    found: list[Outline] = []
    took = customers_who_took(UNTHOUGHT_OF)
    by_rank = {company.rank: company for company in FEATURED if company.rank is not None}
    for rank, (number, first_order) in enumerate(zip(customers, since, strict=True)):
        source = draws(seed, "outline", number)
        key = f"demo:customer:{number}"
        created = first_order - timedelta(days=source.randrange(3, 120) + _hesitated(seed, key))
        row = _outline(
            source, key, rank, rank, by_rank.get(rank), taken, groups, created, took=number in took
        )
        found.append(replace(row, first_order_on=first_order))
    waiting = [company for company in FEATURED if company.rank is None]
    for number in range(PROSPECTS):
        source = draws(seed, "prospect", number)
        key, created = f"demo:prospect:{number}", today - timedelta(days=source.randrange(2, 700))
        place = len(customers) + number
        if PROSPECTS - number <= DUPLICATES:
            found.append(_twin(source, key, place, source.choice(found[:600]), created))
            continue
        featured = waiting[number] if number < len(waiting) else None
        found.append(_outline(source, key, place, None, featured, taken, groups, created))
    for key, rank, first_order in left:
        source = draws(seed, "outline", key)
        created = first_order - timedelta(days=source.randrange(3, 120) + _hesitated(seed, key))
        resembled = customers[rank] in took
        row = _outline(source, key, len(found), rank, None, taken, groups, created, took=resembled)
        found.append(replace(row, rank=None, has_left=True, first_order_on=first_order))
    return found


def _hesitated(seed: int, key: str) -> int:
    """Days that half of the customers thought it over, beyond the usual ones, before their first order."""
    source = draws(seed, "hesitated", key)
    return round(420 * source.betavariate(1.2, 2.5)) if source.random() < _HESITANT else 0


def _outline(
    source: random.Random,
    key: str,
    place: int,
    rank: int | None,
    featured: Featured | None,
    taken: set[str],
    groups: list[Group],
    created: date,
    took: bool = False,
) -> Outline:
    if featured is not None:
        return _featured(key, place, rank, featured, created)
    group = _group_to_join(source, rank, groups)
    if group and took and group.profile.code in HOSPITALITY:
        group = None
    profile = group.profile if group else _profile(source, rank, took)
    postal_code, city = village(source) if profile.code in COUNTRY_TRADES else draw_place(source)
    name = _subsidiary_name(group, city, taken) if group else company_name(source, profile, city, taken)
    owner, territory = holder_of(postal_code)
    headcount = _headcount(source, profile, rank)
    founds = rank is not None and rank < BIG_BUYERS and len(groups) < GROUPS and profile.code in GROUP_TRADES
    if rank is None and source.random() < 0.3:
        owner = ""  # suspects that nobody has taken up yet
    place_and_people = (postal_code, city, headcount, owner, territory, created)
    outline = Outline(key, place, rank, name, profile, *place_and_people)
    if group:
        return replace(outline, parent_key=group.parent_key, group_name=f"Groupe {group.brand}")
    if founds and source.random() < 0.35:
        groups.append(Group(name, profile, key))
        return replace(outline, headcount=max(headcount, 120), group_name=f"Groupe {name}")
    return outline


def _featured(key: str, place: int, rank: int | None, company: Featured, created: date) -> Outline:
    _, territory = holder_of(company.postal_code)
    return Outline(
        key,
        place,
        rank,
        company.name,
        BY_CODE[company.profile],
        company.postal_code,
        company.city,
        company.headcount,
        company.owner,
        territory,
        created,
        featured=company,
    )


def _twin(source: random.Random, key: str, place: int, original: Outline, created: date) -> Outline:
    """A second record of the same company, typed by another hand: duplicates to find."""
    return Outline(
        key,
        place,
        None,
        name_as_retyped(source, original.name),
        original.profile,
        original.postal_code,
        original.city,
        original.headcount,
        original.owner_key,
        original.territory,
        created,
        twin_key=original.key,
    )


def _group_to_join(source: random.Random, rank: int | None, groups: list[Group]) -> Group | None:
    if rank is None or rank < BIG_BUYERS or not groups or source.random() > SUBSIDIARY_SHARE:
        return None
    return source.choice(groups)


def _subsidiary_name(group: Group, city: str, taken: set[str]) -> str:
    name, number = f"{group.brand} — {city}", 2
    while name_key(name) in taken:
        name, number = f"{group.brand} — {city} {number}", number + 1
    taken.add(name_key(name))
    return name


def _profile(source: random.Random, rank: int | None, took: bool) -> Profile:
    """A trade as frequent as its weight says; `took` tells that the customer takes what no hotel does."""
    column = 2 if rank is None else int(rank < BIG_BUYERS)
    largest = rank is not None and rank < LARGEST_BUYERS
    fitting = [
        (_weight(profile, column, took), profile)
        for profile in PROFILES
        if not largest or profile.code in LARGE_TRADES
    ]
    found = weighted(source, fitting)
    kept = tuple(each for each in found.patterns if not took or not each.startswith(_CATERER))
    return found if kept == found.patterns else replace(found, patterns=kept)


def _weight(profile: Profile, column: int, took: bool) -> int:
    more, of = _OFTENER
    if column == 2 or profile.code not in HOSPITALITY:
        return of * profile.weights[column]
    return 0 if took else more * profile.weights[column]


def _headcount(source: random.Random, profile: Profile, rank: int | None) -> int:
    """Bigger buyers are bigger companies."""
    low, high = profile.headcounts
    if rank is None:
        return low + round((high - low) * source.random() ** 3)
    return low + round((high - low) * min(1.0, 0.3 + source.random()) / (1 + rank / 150))
