"""People guessed from signatures and from the addresses of profiles."""

from __future__ import annotations

import pytest

from negoce.companies.rules.profile_link import ProfileLink, read_profile_link
from negoce.companies.rules.signature import Signature, read_signature

FULL = """
Cordialement,

Hélène LEFLÈVE
Directrice des achats
Laiterie du Lac SAS
12 rue des Lilas – 35000 Rennes
Tél. : 02 99 00 00 00 | Mob. : 06 12 34 56 78 | Fax : 02 99 00 00 01
h.lefleve@laiterie-du-lac.example | www.laiterie-du-lac.example
https://www.linkedin.com/in/helene-lefleve-4b2a91
"""


def test_a_whole_signature() -> None:
    assert read_signature(FULL) == Signature(
        first_name="Hélène",
        last_name="Leflève",
        function="Directrice des achats",
        company="Laiterie du Lac SAS",
        email="h.lefleve@laiterie-du-lac.example",
        phone="02 99 00 00 00",
        mobile="06 12 34 56 78",
        postal_code="35000",
        city="Rennes",
        linkedin="https://www.linkedin.com/in/helene-lefleve-4b2a91",
    )


@pytest.mark.parametrize(
    ("text", "first", "last", "company"),
    [
        ("Mme Anne Leroy\nanne.leroy@aubin.example", "Anne", "Leroy", "Aubin"),
        ("LEROY Anne\nResponsable logistique", "Anne", "Leroy", ""),
        ("paul.petit@gmail.com", "Paul", "Petit", ""),
        ("Jean-Marc de La Tour\nGroupe Delta", "Jean-Marc", "de La Tour", "Groupe Delta"),
        ("contact@delta.example\n+33 (0)6 12 34 56 78", "", "", ""),
        ("", "", "", ""),
        ("a" * 5_000, "", "", ""),
    ],
)
def test_names_and_firms(text: str, first: str, last: str, company: str) -> None:
    found = read_signature(text)
    assert (found.first_name, found.last_name, found.company) == (first, last, company)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "https://www.linkedin.com/in/anne-leroy-4b2a91/?trk=x",
            ProfileLink("linkedin", "https://www.linkedin.com/in/anne-leroy-4b2a91", "Anne", "Leroy"),
        ),
        (
            "linkedin.com/in/h%C3%A9l%C3%A8ne-de-la-tour",
            ProfileLink(
                "linkedin", "https://linkedin.com/in/h%C3%A9l%C3%A8ne-de-la-tour", "Hélène", "De La Tour"
            ),
        ),
        ("https://linkedin.com/in/aleroy35", ProfileLink("linkedin", "https://linkedin.com/in/aleroy35")),
        ("https://x.com/anneleroy", ProfileLink("x", "https://x.com/anneleroy")),
        (
            "https://mastodon.social/@anne_leroy",
            ProfileLink("mastodon", "https://mastodon.social/@anne_leroy", "Anne", "Leroy"),
        ),
        ("https://evil.example/in/anne-leroy", None),
        ("https://linkedin.com.evil.example/in/anne-leroy", None),
        ("javascript:alert(1)", None),
        ("Anne Leroy", None),
        ("", None),
    ],
)
def test_profiles(text: str, expected: ProfileLink | None) -> None:
    assert read_profile_link(text) == expected
