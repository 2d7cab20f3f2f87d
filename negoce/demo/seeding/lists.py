"""The lists of companies that the sales manager of the demo shares: they may be columns of offers by segment."""

from __future__ import annotations

from datetime import date

from negoce.companies.actions.saved_view_save import create_view
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for

# Divisions 55 and 56 are hotels and restaurants, 47.59 shops of furniture and household goods, 47.78 gift shops.
_LISTS = (
    ("Hôtels et restaurants", "activity_code starts 55,56"),
    ("Boutiques déco et cadeaux", "activity_code starts 47.59,47.78"),
    ("Comités d’entreprise", "buyer_type is works_council"),
    ("Collectivités", "buyer_type is public_body"),
    ("À travailler d’abord", "target_priority is 1"),
)


def write_lists(_today: date, _place: int) -> None:
    """All of them, at once."""
    manager = actor_for(person("marc"))
    for name, text in _LISTS:
        query = f"filter={text.replace(' ', '+')}"
        create_view(manager, list_key="companies", name=name, query=query, is_shared=True)
