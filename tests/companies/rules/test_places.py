"""Where a company stands: its commune by postal code and town."""

import pytest

from negoce.companies.rules.places import place_of, roads_of, suggest_places


@pytest.mark.parametrize(
    ("code", "city", "name", "roads"),
    [
        ("44000", "Nantes", "Nantes", "mainland"),
        ("44035", "Nantes CEDEX 1", "Nantes", "mainland"),
        ("75008", "PARIS 8E ARRONDISSEMENT", "Paris-08", "mainland"),
        ("20000", "Ajaccio", "Ajaccio", "corsica"),
        ("97400", "Saint-Denis", "Saint-Denis", "974"),
        ("38080", "L’Isle-d’Abeau", "L’Isle-d’Abeau", "mainland"),
        ("38080", "l isle d abeau", "L’Isle-d’Abeau", "mainland"),
    ],
)
def test_a_town_is_found(code: str, city: str, name: str, roads: str) -> None:
    place = place_of(code, city)
    assert place is not None
    assert (place.name, place.roads) == (name, roads)


@pytest.mark.parametrize(
    ("code", "city"), [("", "Nantes"), ("99999", "Nulle part"), ("SW1A", "Londres"), ("4400", "Nantes")]
)
def test_what_is_not_known_has_no_place(code: str, city: str) -> None:
    assert place_of(code, city) is None


def test_another_town_of_the_code_stands_for_one_that_is_not_found() -> None:
    place = place_of("44000", "Rennes")
    assert place is not None
    assert (place.name, place.exact) == ("Nantes", False)


def test_islands_have_roads_of_their_own() -> None:
    assert [roads_of(code) for code in ("20200", "97200", "98800", "06000")] == [
        "corsica",
        "972",
        "988",
        "mainland",
    ]


def test_a_start_is_proposed_from_a_code_and_the_beginning_of_a_town() -> None:
    assert [place.name for place in suggest_places("44190 cli")] == ["Clisson"]
    assert suggest_places("nantes") == ()
