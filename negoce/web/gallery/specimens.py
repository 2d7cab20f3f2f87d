"""The records of the design pictures, invented: they feed the gallery and nothing else."""

from dataclasses import dataclass

from negoce.ui.navigation import CreateItem, NavGroup, NavItem, Shell, UserMenu


@dataclass(frozen=True, slots=True)
class Company:
    """A row of the list picture; every value is already in words."""

    name: str
    life: str
    status: str
    place: str
    activity: str
    category: str
    revenue: str
    margin: str
    last_order: str
    next_order: str
    owner: str


_ROWS = """
Laiterie du Vercors|regular|Client régulier|Villard-de-Lans (38)|10.51A|A|64 820 €|31,4 %|il y a 12 j|4 déc.|Camille R.
Ets. Bruneau & Fils|dormant|Dormant|Roanne (42)|46.69B|A|58 300 €|28,0 %|il y a 97 j||Camille R.
Coop. Val de Loire|new|Nouveau client|Saumur (49)|01.21Z|B|6 240 €|35,2 %|il y a 15 j|18 déc.|Hugo L.
Atelier Morel|warm|Prospect tiède|Thiers (63)|25.71Z||||||Camille R.
Mairie de Saint-Cyr|hot|Prospect chaud|Saint-Cyr (69)|84.11Z||||||Nadia B.
Menuiserie Astier|irregular|Client irrégulier|Annonay (07)|16.23Z|B|18 450 €|22,7 %|il y a 41 j|12 janv.|Hugo L.
CSE Sidérurgie Loire|irregular|Client irrégulier|Firminy (42)|94.20Z|C|4 120 €|41,0 %|il y a 63 j|mars|Nadia B.
Pharma Drôme|ambassador|Ambassadeur|Valence (26)|21.20Z|A|112 900 €|33,8 %|il y a 4 j|26 nov.|Camille R.
Transports Giraud|lost|Perdu|Givors (69)|49.41A|C|2 980 €|19,5 %|il y a 214 j||Hugo L.
Biscuiterie Bonnet|regular|Client régulier|Montélimar (26)|10.72Z|B|31 660 €|29,9 %|il y a 22 j|1 déc.|Nadia B.
Imprimerie du Forez|cold|Prospect froid|Montbrison (42)|18.12Z||||||Hugo L.
SARL Pons Étanchéité|suspect|Suspect|Privas (07)|43.99A||||||
Clinique des Monts|lead|Lead|Tarare (69)|86.10Z||||||Nadia B.
Cave des Coteaux|regular|Client régulier|Tain (26)|11.02A|B|27 310 €|36,4 %|il y a 9 j|8 déc.|Camille R.
"""

COMPANIES = tuple(Company(*line.split("|")) for line in _ROWS.strip().splitlines())

_NAVIGATION = """
|Ma journée,12,day,j,home|Fichier clients,4 912,list,e,building|Agenda,3,,a,calendar
Prospecter|Plans de prospection,,|Listes d’appels,3,|Scoring & IPO/IPA,,
Négocier|Affaires,41,,d|Devis,,|Appels d’offres,2,
Vendre|Commandes,,,o|Factures,,|Catalogue & tarifs,,
Fidéliser|Contrats & alertes,5,|Réclamations,1,|Enquêtes,,|Événements,,
Piloter|Portefeuille,,|Objectifs & prévision,,|Rapports,,
"""


def _item(line: str, active: str) -> NavItem:
    label, count, page, key, icon, *_rest = [*line.split(","), "", "", ""]
    url = f"/gallery/{page}/" if page else "/gallery/"
    return NavItem(label, url, count, active=bool(page) and page == active, key=key, icon=icon)


def gallery_shell(active: str = "") -> Shell:
    """The frame of the pictures, with the gallery's own addresses."""
    groups = []
    for line in _NAVIGATION.strip().splitlines():
        label, *items = line.split("|")
        groups.append(NavGroup(label, tuple(_item(item, active) for item in items)))
    return Shell(
        groups=tuple(groups),
        user=UserMenu(
            "Camille Rousset",
            "Camille R.",
            "camille@negoce.example",
            "/gallery/bare/",
            "/gallery/refuse/403/",
            "/gallery/bare/",
            "/gallery/refuse/403/",
        ),
        create=(
            CreateItem("Entreprise", "/gallery/dialog/", "e", "modal", "building"),
            CreateItem("Contact", "/gallery/dialog/", "c", "modal", "person"),
            CreateItem("Activité", "/gallery/dialog/?kind=peek", "a", "peek", "activity"),
        ),
        search_url="/gallery/search/",
        home_url="/gallery/",
    )
