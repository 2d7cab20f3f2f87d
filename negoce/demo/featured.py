"""The companies that the pictures of the program show, so that the demo looks like them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Featured:
    """A company with a fixed name and place.

    `rank` is its place among customers by amount; None for a prospect.
    """

    name: str
    legal_form: str
    activity_code: str
    profile: str
    postal_code: str
    city: str
    headcount: int
    owner: str
    rank: int | None = None


FEATURED = (
    Featured(
        "Laiterie du Vercors", "5710", "10.51A", "biscuit", "38250", "Villard-de-Lans", 48, "camille", 22
    ),
    Featured("Ets. Bruneau & Fils", "5499", "46.69B", "wholesaler", "42300", "Roanne", 26, "camille", 30),
    Featured("Coop. Val de Loire", "6317", "01.21Z", "cooperative", "49400", "Saumur", 34, "hugo", 310),
    Featured("Menuiserie Astier", "5499", "16.23Z", "industry", "07100", "Annonay", 17, "hugo", 95),
    Featured("CSE Sidérurgie Loire", "8310", "94.20Z", "council", "42700", "Firminy", 2, "nadia", 420),
    Featured("Pharma Drôme", "5710", "21.20Z", "industry", "26000", "Valence", 160, "camille", 9),
    Featured("Transports Giraud", "5710", "49.41A", "industry", "69700", "Givors", 62, "hugo", 640),
    Featured("Biscuiterie Bonnet", "5710", "10.72Z", "biscuit", "26200", "Montélimar", 29, "nadia", 60),
    Featured("Cave des Coteaux", "5499", "11.02A", "wine", "26600", "Tain-l’Hermitage", 12, "camille", 70),
    Featured("Atelier Morel", "5499", "25.71Z", "industry", "63300", "Thiers", 9, "camille"),
    Featured(
        "Mairie de Saint-Cyr", "7210", "84.11Z", "commune", "69450", "Saint-Cyr-au-Mont-d’Or", 85, "nadia"
    ),
    Featured("Imprimerie du Forez", "5710", "18.12Z", "industry", "42600", "Montbrison", 21, "hugo"),
    Featured("SARL Pons Étanchéité", "5499", "43.99A", "industry", "07000", "Privas", 14, ""),
    Featured("Clinique des Monts", "5710", "86.10Z", "care_home", "69170", "Tarare", 130, "nadia"),
)
