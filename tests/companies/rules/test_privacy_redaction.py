"""What names a person is found in texts however it is written; other people's names are left."""

from __future__ import annotations

import pytest

from negoce.companies.rules.privacy.digest import coordinate_digest
from negoce.companies.rules.privacy.redaction import traces_of

TRACES = traces_of("Marie-Hélène", "Le Goff", ["mh@gardot.example", "+33476951010"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Vu Marie-Hélène Le Goff hier", "Vu X hier"),
        ("LE GOFF Marie Helene", "X"),
        ("Mme Le Goff rappelle", "X rappelle"),
        ("M. Le\u00a0Goff", "X"),
        ("VIR M LE GOFF MARIE-HELENE FACT 12", "VIR X FACT 12"),
        ("VIR M LE GOFF", "VIR X"),
        ("M. Le Goffic", "M. Le Goffic"),
        ("écrire à MH@gardot.example.", "écrire à X."),
        ("au 04.76.95.10.10 ou +33 4 76 95 10 10 ou 0033476951010", "au X ou X ou X"),
        ("commande 047695101022", "commande 047695101022"),
        ("La SARL Le Goff et Le Goff Paul", "La SARL Le Goff et Le Goff Paul"),
        ("", ""),
    ],
)
def test_what_names_the_person_goes(text: str, left: str) -> None:
    assert TRACES.redact(text, "X") == left
    assert TRACES.found_in(text) is (text != left)


def test_names_alone_when_asked() -> None:
    alone = traces_of("Marie-Hélène", "Le Goff", [], alone=True)
    assert alone.redact("Marie-Hélène dit que Le Goff vient", "X") == "X dit que X vient"


def test_nothing_to_look_for_finds_nothing() -> None:
    assert traces_of("", "", []).redact("texte", "X") == "texte"


def test_a_digest_depends_on_the_key_and_not_on_the_case() -> None:
    one, other = "00" * 32, "11" * 32
    assert coordinate_digest(one, "email", "A@x.example") == coordinate_digest(one, "email", "a@X.example")
    assert coordinate_digest(one, "email", "a@x.example") != coordinate_digest(other, "email", "a@x.example")
    assert coordinate_digest(one, "phone", "+33476951010") == coordinate_digest(one, "mobile", "+33476951010")
    assert coordinate_digest(one, "email", "") == ""


def test_a_word_of_one_letter_is_no_initial() -> None:
    assert traces_of("Alice", "Paris", []).redact("Livraison à Paris lundi", "X") == "Livraison à Paris lundi"
    assert traces_of("Alice", "Paris", []).redact("vu avec A. Paris", "X") == "vu avec X"
    assert traces_of("Jean", "Martin", []).redact("VIR J MARTIN", "X") == "VIR X"
