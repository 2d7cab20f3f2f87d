"""What is measured, with the target at 200,000 companies (median milliseconds, one client)."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from urllib.parse import urlencode

from bench.api import api_operations
from bench.client import Request
from bench.drawn_pairs import drawn_pairs
from bench.operation import Operation
from bench.report import DRAWN
from negoce.companies.models import Company, Contact
from negoce.identity.models import User
from negoce.identity.queries.actors import actor_for
from negoce.kit.text import fold

EXPORT_PATH = "/lists/companies/export/?format=csv"
DRAWN_PAIRS = 150
LISTS = Path(__file__).with_name("lists.toml")


def operations() -> list[Operation]:
    """Everything that is asked, in the order of the report."""
    return [*_lists(), *_drawn(), *_search(), *_records(), _create(), *api_operations()]


def _lists() -> list[Operation]:
    pairs = tomllib.loads(LISTS.read_text())["pair"]
    return [
        Operation(f"list: {pair['name']}", partial(_list_page, pair["filter"], pair["sort"]), 20)
        for pair in pairs
    ]


def _list_page(condition: str, order: str, _number: int) -> Request:
    return Request(f"/companies/?{urlencode({'filter': condition, 'sort': order})}")


def _drawn() -> list[Operation]:
    """Each pair is an operation of its own, asked a few times; the report keeps the slowest and the median."""
    administrator = actor_for(User.objects.get(email="person0@negoce.example"))
    return [
        Operation(f"{DRAWN}: {condition} by {order}", partial(_list_page, condition, order), 300, brief=True)
        for condition, order in drawn_pairs(administrator, DRAWN_PAIRS)
    ]


def _search() -> list[Operation]:
    draw = random.Random(11)
    companies = list(
        Company.objects.filter(deleted_at=None).order_by("id")[:2000].values("name", "siren", "phone")
    )
    contacts = list(Contact.objects.order_by("id")[:2000].values("last_name", "email"))
    draw.shuffle(companies)

    def ask(words: Callable[[int], str]) -> Callable[[int], Request]:
        return lambda number: Request(f"/search/?{urlencode({'q': words(number)})}", fragment=True)

    def company(number: int) -> dict[str, str]:
        return companies[number % len(companies)]

    def contact(number: int) -> dict[str, str]:
        return contacts[number % len(contacts)]

    return [
        Operation("search: two letters", ask(lambda n: company(n)["name"][:2]), 20),
        Operation("search: a word", ask(lambda n: company(n)["name"].split()[1]), 20),
        Operation("search: two words", ask(lambda n: " ".join(company(n)["name"].split()[1:3])), 20),
        Operation("search: a typo", ask(lambda n: _with_typo(company(n)["name"].split()[1])), 20),
        Operation("search: part of a SIREN", ask(lambda n: company(n)["siren"][2:8]), 20),
        Operation("search: part of a phone", ask(lambda n: company(n)["phone"][-6:]), 20),
        Operation("search: part of an e-mail", ask(lambda n: contact(n)["email"][2:14]), 20),
    ]


def _with_typo(word: str) -> str:
    """The word with its third letter lost; accents folded, as a hurried person types."""
    plain = fold(word)
    return plain[:2] + plain[3:]


def _records() -> list[Operation]:
    keys = list(
        Company.objects.filter(deleted_at=None).order_by("id")[:500].values_list("public_id", flat=True)
    )
    alive = Contact.objects.filter(deleted_at=None, erased_at=None, company__deleted_at=None)
    people = list(alive.order_by("id")[:500].values_list("public_id", flat=True))
    return [
        Operation("company page", lambda n: Request(f"/companies/{keys[n % len(keys)]}/"), 45),
        Operation("contact page", lambda n: Request(f"/contacts/{people[n % len(people)]}/"), 45),
    ]


def _create() -> Operation:
    numbers = count(1)

    def make(_number: int) -> Request:
        body = urlencode(
            {"name": f"Entreprise nouvelle {next(numbers)}", "postal_code": "69003", "city": "Lyon"}
        )
        return Request("/companies/new/", "POST", body, statuses=(200, 204, 302, 303))

    return Operation("create a company", make, 20)
