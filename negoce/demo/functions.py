"""Who works where: functions by trade and size, the one who decides first."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.companies.enums import BuyerType, DecisionPower, Department
from negoce.demo.profiles import Profile

SMALL_COMPANY = 10


@dataclass(frozen=True, slots=True)
class Function:
    """A function in both genders, its department and its power over purchases."""

    sir: str
    madam: str
    department: Department
    power: DecisionPower
    responsibility: str = ""

    def title(self, civility: str) -> str:
        """Return the wording for a civility."""
        return self.madam if civility == "madam" else self.sir


def _function(
    sir: str, madam: str, department: Department, power: DecisionPower, responsibility: str = ""
) -> Function:
    return Function(sir, madam, department, power, responsibility)


D, P = Department, DecisionPower
OWNER = (
    _function("Gérant", "Gérante", D.MANAGEMENT, P.DECIDES),
    _function("Dirigeant", "Dirigeante", D.MANAGEMENT, P.DECIDES),
    _function("Cogérant", "Cogérante", D.MANAGEMENT, P.DECIDES, "Achats et vitrines"),
)
SMALL_STAFF = (
    _function("Responsable de boutique", "Responsable de boutique", D.SALES, P.BUYS, "Réassort et vitrines"),
    _function("Vendeur", "Vendeuse", D.SALES, P.USES),
    _function("Comptable", "Comptable", D.FINANCE, P.NONE, "Règlement des factures"),
    _function("Conjoint collaborateur", "Conjointe collaboratrice", D.MANAGEMENT, P.ADVISES),
)
LARGE_STAFF = (
    _function("Acheteur", "Acheteuse", D.PURCHASING, P.BUYS, "Cadeaux et décoration"),
    _function(
        "Responsable des achats", "Responsable des achats", D.PURCHASING, P.BUYS, "Toutes familles hors frais"
    ),
    _function("Chef de rayon", "Cheffe de rayon", D.SALES, P.PRESCRIBES, "Rayon cadeaux"),
    _function(
        "Responsable logistique", "Responsable logistique", D.LOGISTICS, P.USES, "Réception des marchandises"
    ),
    _function("Directeur financier", "Directrice financière", D.FINANCE, P.SIGNS),
    _function(
        "Comptable fournisseurs", "Comptable fournisseurs", D.FINANCE, P.NONE, "Règlement des factures"
    ),
    _function(
        "Responsable marketing",
        "Responsable marketing",
        D.MARKETING,
        P.PRESCRIBES,
        "Animation des points de vente",
    ),
)
DIRECTOR = (
    _function("Directeur général", "Directrice générale", D.MANAGEMENT, P.DECIDES),
    _function("Président", "Présidente", D.MANAGEMENT, P.DECIDES),
    _function("Directeur", "Directrice", D.MANAGEMENT, P.DECIDES),
)
GATEKEEPER = _function("Assistant de direction", "Assistante de direction", D.MANAGEMENT, P.GUARDS)
HOTEL = (
    _function("Gouvernant général", "Gouvernante générale", D.OTHER, P.PRESCRIBES, "Chambres et linge"),
    _function("Chef de réception", "Cheffe de réception", D.SALES, P.USES, "Coin boutique"),
    _function("Économe", "Économe", D.PURCHASING, P.BUYS),
)
COUNCIL = (
    _function(
        "Secrétaire du CSE",
        "Secrétaire du CSE",
        D.WORKS_COUNCIL,
        P.DECIDES,
        "Activités sociales et culturelles",
    ),
    _function("Trésorier du CSE", "Trésorière du CSE", D.WORKS_COUNCIL, P.SIGNS),
    _function("Élu du CSE", "Élue du CSE", D.WORKS_COUNCIL, P.ADVISES, "Arbre de Noël"),
)
TOWN_HALL = (
    _function("Directeur général des services", "Directrice générale des services", D.MANAGEMENT, P.DECIDES),
    _function(
        "Responsable de la commande publique", "Responsable de la commande publique", D.PURCHASING, P.BUYS
    ),
    _function("Adjoint au maire", "Adjointe au maire", D.MANAGEMENT, P.SIGNS, "Fêtes et cérémonies"),
    _function("Chargé de l’événementiel", "Chargée de l’événementiel", D.OTHER, P.USES, "Marché de Noël"),
)
PUBLIC = (
    _function("Directeur", "Directrice", D.MANAGEMENT, P.DECIDES),
    _function("Responsable des achats", "Responsable des achats", D.PURCHASING, P.BUYS),
    _function("Responsable de la boutique", "Responsable de la boutique", D.SALES, P.PRESCRIBES),
)


def first_choices(profile: Profile, headcount: int) -> tuple[Function, ...]:
    """Return the functions of which the first contact has one: those who decide."""
    if profile.buyer_type is BuyerType.WORKS_COUNCIL:
        return COUNCIL[:1]
    if profile.buyer_type is BuyerType.PUBLIC_BODY:
        return TOWN_HALL[:1] if profile.code == "commune" else PUBLIC[:1]
    return OWNER if headcount < SMALL_COMPANY else DIRECTOR


def next_choices(profile: Profile, headcount: int) -> tuple[Function, ...]:
    """Return the functions of the other contacts, each borne once at most in a company."""
    if profile.buyer_type is BuyerType.WORKS_COUNCIL:
        return COUNCIL[1:]
    if profile.buyer_type is BuyerType.PUBLIC_BODY:
        return TOWN_HALL[1:] if profile.code == "commune" else PUBLIC[1:]
    if headcount < SMALL_COMPANY:
        return SMALL_STAFF
    return (*HOTEL, *LARGE_STAFF[3:]) if profile.code == "hotel" else (*LARGE_STAFF, GATEKEEPER)
