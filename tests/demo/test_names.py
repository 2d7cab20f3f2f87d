"""Names of the demo's companies are good French."""

import random

import pytest

from negoce.demo.lists import first_names
from negoce.demo.names import company_name, of_person, of_town
from negoce.demo.profiles import PROFILES


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Agnès", "d’Agnès"),
        ("Élodie", "d’Élodie"),
        ("Hélène", "d’Hélène"),
        ("Yves", "d’Yves"),
        ("Yann", "de Yann"),
        ("Marc", "de Marc"),
    ],
)
def test_a_first_name_with_a_vowel_takes_its_apostrophe(name: str, said: str) -> None:
    assert of_person(name) == said


@pytest.mark.parametrize(
    ("town", "said"),
    [("Lyon", "de Lyon"), ("Annecy", "d’Annecy"), ("Le Mans", "du Mans"), ("Les Ulis", "des Ulis")],
)
def test_a_town_too(town: str, said: str) -> None:
    assert of_town(town) == said


def test_no_company_is_called_the_roundabout_of_agnes_in_two_words() -> None:
    source, taken = random.Random(1), set[str]()
    names = [company_name(source, profile, "Agen", taken) for profile in PROFILES for _each in range(300)]
    said = {f" de {first}" for each in first_names().values() for first in each if of_person(first)[1] == "’"}
    assert [name for name in names if any(name.endswith(each) for each in said)] == []
