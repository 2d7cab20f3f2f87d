"""The house whose customers a bench draws: twenty people in their teams, and its territories."""

from __future__ import annotations

from negoce.identity.models import Team, Territory, User

PEOPLE = 20


def make_people(*, teams: int = 1, manager: bool = True) -> list[int]:
    """An administrator, a manager or not, and salespeople, spread over the teams; their keys."""
    places = [Team.objects.create(name=f"Équipe {number}") for number in range(teams)]
    roles = ["administrator", *(["manager"] if manager else [])]
    roles += ["salesperson"] * (PEOPLE - len(roles))
    return [
        User.objects.create(
            email=f"person{number}@negoce.example",
            first_name="Camille",
            last_name=f"Roche{number}",
            role=role,
            team=places[number % teams],
            password="!",
        ).pk
        for number, role in enumerate(roles)
    ]


def make_territories(count: int = 6) -> list[int]:
    """Their keys."""
    return [Territory.objects.create(name=f"Territoire {number}").pk for number in range(count)]
