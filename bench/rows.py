"""A made-up customer file of any size: the same rows at every run."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from zoneinfo import ZoneInfo

from negoce.kit.public_id import new_public_ids
from negoce.kit.text import name_key

NOW = datetime.now(ZoneInfo("Europe/Paris"))
TODAY = NOW.date()
PRODUCTS = 3_000
TRADES = (
    "Laiterie Ets Coop Atelier Mairie Menuiserie Pharma Transports Biscuiterie Imprimerie Clinique "
    "Cave Fonderie Garage Scierie Tannerie Brasserie Maroquinerie Jardinerie Fromagerie Conserverie "
    "Papeterie Verrerie"
).split()
PLACES = (
    "Bruneau Vercors Morel Astier Drôme Giraud Bonnet Forez Pons Coteaux Loire Rhône Isère Jura "
    "Savoie Bresse Dombes Velay Cantal Aubrac Royans Diois Trièves Oisans Matheysine Beaufortain "
    "Chablais Bugey Morvan Sologne"
).split()
FIRST = (
    "Camille Hugo Nadia Paul Inès Marc Julie Omar Léa Tom Zoé Karim Anne Luc Rose Max Eva Jean Lina Théo"
).split()
LAST = (
    "Roche Lambert Benali Durand Petit Moreau Girard Haddad Blanc Faure Kerbrat Nguyen Marchand Lemoine"
).split()
TAGS = (
    "VIP,Salon 2026,À rappeler,Export,Bio,Fragile,Grand compte,Revendeur,Presse,Local,Partenaire,Unique"
).split(",")
# Some tags are on a tenth of the file, the last one on a handful.
TAG_WEIGHTS = [20, 15, 12, 10, 9, 8, 7, 6, 4, 2, 1, 0.02]

SUBJECTS = ["Appel", "Visite", "Relance", "Point"]

Row = dict[str, object]


class World:
    """Generators of rows for `size` companies; keys count from 1."""

    def __init__(self, size: int, users: list[int], territories: list[int], tags: list[int]) -> None:
        self.size, self.users, self.territories, self.tags = size, users, territories, tags
        self.draw = random.Random(7)
        departments = [f"{number:02d}" for number in range(1, 96) if number != 20]
        self.towns = [
            (f"{self.draw.choice(PLACES)}-sur-{self.draw.choice(PLACES)}", code)
            for code in departments
            for _ in range(6)
        ]
        self.towns.append(("Villard-de-Lans", "38"))
        self.buyers = sorted(self.draw.sample(range(1, size + 1), size * 6 // 10))

    def _moment(self, minutes: int = 1_500_000, ahead: int = 0) -> datetime:
        return NOW - timedelta(minutes=self.draw.randint(-ahead, minutes))

    def _ids(self, count: int) -> Iterator[str]:
        return iter(new_public_ids(count))

    def companies(self) -> Iterator[Row]:
        draw, ids = self.draw, self._ids(self.size)
        for key in range(1, self.size + 1):
            town, department = draw.choice(self.towns)
            name = f"{draw.choice(TRADES)} {draw.choice(PLACES)} {draw.choice(LAST)} {key}"
            made = self._moment()
            yield {
                "id": key,
                "public_id": next(ids),
                "name": name,
                "name_key": name_key(name),
                "siren": f"{draw.randint(10**8, 10**9 - 1)}",
                "activity_code": f"{draw.randint(10, 99)}.{draw.randint(11, 19)}{draw.choice('ABZ')}",
                "activity_code_version": "rev2",
                "kind": draw.choice(["", "manufacturer", "wholesaler", "retailer", "service"]),
                "buyer_type": draw.choices(["business", "works_council", "public_body"], [8, 1, 1])[0],
                "headcount": draw.choice([None, 3, 12, 48, 120, 600]),
                "headcount_band": draw.choice(["", "01", "02", "11", "21", "32"]),
                "phone": f"+334{draw.randint(10**7, 10**8 - 1)}",
                "email": f"contact{key}@exemple{key % 5000}.example",
                "postal_code": f"{department}{draw.randint(0, 999):03d}",
                "city": town,
                "city_key": name_key(town),
                "department": department,
                "owner_id": draw.choice(self.users) if draw.random() < 0.9 else None,
                "territory_id": draw.choice(self.territories) if draw.random() < 0.6 else None,
                "last_contact_on": self._moment().date() if draw.random() < 0.7 else None,
                "next_activity_on": TODAY + timedelta(days=draw.randint(-9, 90))
                if draw.random() < 0.3
                else None,
                "is_fictional": True,
                "created_at": made,
                "updated_at": made,
                "deleted_at": NOW if draw.random() < 0.01 else None,
            }

    def company_tags(self) -> Iterator[Row]:
        number = 0
        for company in range(1, self.size + 1):
            for tag in sorted(
                set(self.draw.choices(self.tags, TAG_WEIGHTS, k=self.draw.choice([0, 1, 1, 2])))
            ):
                number += 1
                yield {"id": number, "company_id": company, "tag_id": tag}

    def contacts(self) -> Iterator[Row]:
        draw, ids = self.draw, self._ids(2 * self.size)
        for key in range(1, 2 * self.size + 1):
            first, last = draw.choice(FIRST), f"{draw.choice(LAST)}-{draw.choice(PLACES)}"
            made = self._moment()
            yield {
                "id": key,
                "public_id": next(ids),
                "company_id": (key + 1) // 2,
                "civility": draw.choice(["madam", "sir"]),
                "first_name": first,
                "last_name": last,
                "name_key": name_key(f"{last} {first}"),
                "email": f"{name_key(first)}.{key}@exemple{key % 5000}.example",
                "phone": f"+334{draw.randint(10**7, 10**8 - 1)}",
                "mobile": f"+336{draw.randint(10**7, 10**8 - 1)}",
                "created_at": made,
                "updated_at": made,
            }

    def posts(self) -> Iterator[Row]:
        draw, ids = self.draw, self._ids(2 * self.size)
        for key in range(1, 2 * self.size + 1):
            yield {
                "id": key,
                "public_id": next(ids),
                "contact_id": key,
                "company_id": (key + 1) // 2,
                "function": draw.choice(["Acheteuse", "Directeur", "Comptable", "Responsable qualité"]),
                "department": draw.choice(["purchasing", "finance", "management", ""]),
                "decision_power": draw.choice(["", "decides", "buys"]),
            }

    def activities(self) -> Iterator[Row]:
        draw, count = self.draw, 5 * self.size
        ids = self._ids(count)
        for key in range(1, count + 1):
            at = self._moment(ahead=100_000)
            yield {
                "id": key,
                "public_id": next(ids),
                "kind": draw.choice(["visit", "call", "call", "email", "task", "note"]),
                "state": "planned" if at > NOW else "done",
                "company_id": draw.randint(1, self.size),
                "owner_id": draw.choice(self.users),
                "created_by_id": self.users[0],
                "subject": f"{draw.choice(SUBJECTS)} {draw.choice(PLACES)} {key}",
                "body": "Accord sur la livraison du mardi.",
                "starts_at": at,
                "direction": "outgoing",
                "created_at": at,
                "updated_at": at,
            }

    def products(self) -> Iterator[Row]:
        ids = self._ids(PRODUCTS)
        for key in range(1, PRODUCTS + 1):
            label = f"Produit {self.draw.choice(PLACES)} {key}"
            yield {
                "id": key,
                "public_id": next(ids),
                "code": f"P{key:05d}",
                "label": label,
                "label_key": name_key(label),
                "price": Decimal("10.0000"),
                "cost": Decimal("6.0000"),
                "vat_rate": Decimal("20.00"),
                "created_at": NOW,
                "updated_at": NOW,
            }

    def orders(self) -> Iterator[Row]:
        draw, count = self.draw, 10 * self.size
        ids = self._ids(count)
        for key in range(1, count + 1):
            net = Decimal(int(draw.lognormvariate(6, 1) * 100)) / 100
            yield {
                "id": key,
                "public_id": next(ids),
                "company_id": draw.choice(self.buyers),
                "reference": f"C{key:07d}",
                "ordered_on": TODAY - timedelta(days=draw.randint(0, 1000)),
                "net": net,
                "cost": (net * Decimal("0.66")).quantize(Decimal("0.01")),
                "lines_count": 1,
                "source": "demo",
                "created_at": NOW,
                "updated_at": NOW,
            }

    def order_lines(self) -> Iterator[Row]:
        weights = list(accumulate(1 / (rank + 3) for rank in range(PRODUCTS)))
        for key in range(1, 10 * self.size + 1):
            yield {
                "id": key,
                "order_id": key,
                "position": 1,
                "product_id": self.draw.choices(range(1, PRODUCTS + 1), cum_weights=weights)[0],
                "label": "Produit",
                "quantity": Decimal("10.000"),
                "unit_price": Decimal("10.0000"),
                "net": Decimal("100.00"),
                "cost": Decimal("60.00"),
            }
