"""The trades of the fictional customers: code, how they are named, how big they are, who buys there."""

from __future__ import annotations

from dataclasses import dataclass

from negoce.companies.enums import BuyerType, CompanyKind, PublicBodyKind

BUSINESS, COUNCIL, PUBLIC = BuyerType.BUSINESS, BuyerType.WORKS_COUNCIL, BuyerType.PUBLIC_BODY
RETAILER, SERVICE, MAKER = CompanyKind.RETAILER, CompanyKind.SERVICE, CompanyKind.MANUFACTURER
WHOLESALER, COOPERATIVE = CompanyKind.WHOLESALER, CompanyKind.COOPERATIVE


@dataclass(frozen=True, slots=True)
class Profile:
    """A trade. Weights tell how frequent it is among small buyers, big buyers and prospects.

    Patterns of names are filled with {surname}, {surname2}, {first}, {of_first}, {town}, {of_town} and {word}.
    """

    code: str
    activity_code: str
    kind: CompanyKind | None
    weights: tuple[int, int, int]
    headcounts: tuple[int, int]
    patterns: tuple[str, ...]
    words: tuple[str, ...] = ()
    buyer_type: BuyerType = BUSINESS
    public_body_kind: PublicBodyKind | None = None
    legal_forms: tuple[tuple[int, str], ...] = ((5, "5499"), (4, "5710"), (2, "5498"), (2, "5720"))
    turnover_per_head: int = 140_000
    buys: str = "la boutique"


SMALL = ((5, "5499"), (3, "1000"), (3, "5498"), (2, "5710"), (1, "5202"))
BIG = ((7, "5710"), (3, "5599"), (1, "5499"))

PROFILES = (
    Profile("gifts", "47.78C", RETAILER, (26, 4, 10), (1, 8),
            ("{word}", "{word} — {town}", "La Boutique {of_town}", "Cadeaux {surname}", "Maison {surname}",
             "{word}, {surname} & Fils", "Au Bonheur {of_town}", "{first} & {first2}",
             "SARL {surname} Cadeaux"),
            ("La Malle aux idées", "L’Atelier des surprises", "Le Comptoir bleu", "Les Petits Riens",
             "Mille et un cadeaux",
             "Au fil des saisons", "Le Grenier d’Alice", "Bulle de coton", "L’Échoppe du coin",
             "Fleur de sel",
             "Le Cabinet de curiosités", "Le Bazar chic", "La Caverne d’Ali", "Jolie Maison",
             "L’Instant présent",
             "Tendance et traditions", "La Case à bonheur", "Les Trois Souhaits"), legal_forms=SMALL),
    Profile("florist", "47.76Z", RETAILER, (12, 2, 6), (1, 9),
            ("{surname} Fleurs", "Fleurs {of_town}", "{word}", "{word} — {town}",
             "Maison {surname}, fleuriste",
             "Ets {surname} Horticulture", "L’Atelier floral {of_first}"),
            ("Au Jardin de Flore", "Pétales et compagnie", "Le Bouquet garni", "Rose et Lavande",
             "L’Herbe folle",
             "Le Temps des cerises", "Coquelicot", "Graines de folie", "Un brin de muguet"),
             legal_forms=SMALL),
    Profile("decoration", "47.59B", RETAILER, (14, 8, 8), (2, 25),
            ("{surname} Décoration", "Intérieurs {surname}", "{word}", "{word} — {town}", "Maison {surname}",
             "{surname} & {surname2} Intérieurs", "Galerie {surname}", "Ets {surname} & Fils"),
            ("Côté Nature", "Esprit Brocante", "Lin et Chêne", "La Maison d’à côté", "Bois flotté",
             "Ambiance et Matières",
             "Le Salon de Juliette", "Vivre dedans", "Campagne et Charme", "Déco & Co")),
    Profile("garden", "47.76Z", RETAILER, (6, 14, 6), (8, 70),
            ("Jardinerie {surname}", "Jardinerie {of_town}", "Pépinières {surname}", "Les Serres {of_town}",
             "Végétal {surname}", "Jardins {of_town}", "Ets {surname} Père et Fils"), legal_forms=BIG,
            buys="la jardinerie"),
    Profile("hotel", "55.10Z", SERVICE, (9, 5, 12), (3, 60),
            ("Hôtel {word}", "Hôtel {word} — {town}", "Hôtel {surname}", "Logis {of_town}",
             "Auberge {of_town}",
             "Hostellerie {surname}", "Domaine {of_town}"),
            ("du Parc", "de la Poste", "des Voyageurs", "Bellevue", "du Lion d’Or", "de France",
             "Beau Rivage",
             "du Cheval Blanc", "de la Paix", "des Alpes", "de l’Europe", "du Commerce"), buys="l’hôtel"),
    Profile("campsite", "55.30Z", SERVICE, (3, 2, 5), (2, 20),
            ("Camping {word}", "Camping {word} — {town}", "Village vacances {of_town}"),
            ("Les Pins", "Le Clos des Sources", "La Rivière", "L’Océan", "Les Mûriers", "Le Bel Air",
             "Les Genêts"),
            buys="l’épicerie du camping"),
    Profile("tearoom", "56.30Z", SERVICE, (7, 2, 6), (1, 10),
            ("Salon de thé {word}", "Café {surname}", "{word} — {town}", "Pâtisserie {surname}",
             "Maison {surname}"),
            ("Les Deux Tasses", "Thé à la menthe", "La Théière rouge", "Gourmandises", "Le Petit Prince",
             "L’Heure bleue"),
            legal_forms=SMALL, buys="le salon"),
    Profile("department_store", "47.19A", RETAILER, (1, 10, 2), (40, 420),
            ("Grands Magasins {surname}", "Nouvelles Galeries {of_town}", "Galeries {surname}",
             "Le Printemps {of_town}", "Aux Dames {of_town}"), legal_forms=BIG, turnover_per_head=190_000,
            buys="le rayon cadeaux"),
    Profile("wholesaler", "46.49Z", WHOLESALER, (2, 18, 5), (6, 90),
            ("{surname} Distribution", "Comptoir {surname}", "{surname} & {surname2} Négoce",
             "Ets {surname} & Fils",
             "Centrale Cadeaux {of_town}", "Diffusion {surname}", "Société {surname} Frères",
             "{surname} Import"),
            legal_forms=BIG, turnover_per_head=320_000, buys="la plateforme"),
    Profile("bookshop", "47.61Z", RETAILER, (7, 2, 6), (1, 12),
            ("Librairie {surname}", "Librairie {word}", "Librairie-papeterie {of_town}",
             "Maison de la presse {of_town}"),
            ("Le Passage", "La Plume", "L’Encrier", "Le Chat qui lit", "Les Mots bleus", "Page blanche"),
            legal_forms=SMALL),
    Profile("toys", "47.65Z", RETAILER, (6, 4, 4), (1, 18),
            ("Jouets {surname}", "{word}", "{word} — {town}", "Le Manège {of_first}", "Ets {surname} Jouets"),
            ("La Toupie", "Le Cheval de bois", "Cap’tain Jeux", "La Ronde des jouets", "Pirouette",
             "Colin-maillard")),
    Profile("linen", "47.51Z", RETAILER, (4, 3, 4), (1, 14),
            ("{surname} Linge de maison", "Le Blanc {of_town}", "Tissus {surname}", "Mercerie {surname}",
             "Les Cotonnades {of_town}")),
    Profile("remote", "47.91B", RETAILER, (4, 9, 4), (2, 45),
            ("{surname} en ligne", "{word}.example", "{word}", "Boutik {surname}", "E-Maison {surname}"),
            ("Petit Coucou", "Colibri Store", "Mon Joli Colis", "Tulipe & Cie", "La Box des quatre saisons"),
            legal_forms=((6, "5710"), (3, "5720")), turnover_per_head=260_000, buys="le site"),
    Profile("council", "94.20Z", None, (6, 2, 9), (1, 3),
            ("CSE {surname} Industries", "CSE Fonderies {of_town}", "CSE Transports {surname}",
             "CSE Papeteries {of_town}",
             "CSE Clinique {of_town}", "CSE Groupe {surname}", "CSE Sidérurgie {of_town}",
             "CSE Plastiques {surname}",
             "CSE Laboratoires {surname}"),
            buyer_type=COUNCIL, legal_forms=((1, "8310"),), turnover_per_head=60_000, buys="l’arbre de Noël"),
    Profile("commune", "84.11Z", None, (4, 1, 10), (12, 320),
            ("Mairie {of_town}", "Commune {of_town}", "Ville {of_town}"), buyer_type=PUBLIC,
            public_body_kind=PublicBodyKind.LOCAL_AUTHORITY, legal_forms=((1, "7210"),),
            buys="le service des fêtes"),
    Profile("museum", "91.02Z", None, (2, 1, 3), (4, 60),
            ("Musée {of_town}", "Écomusée {of_town}", "Maison du patrimoine {of_town}"), buyer_type=PUBLIC,
            public_body_kind=PublicBodyKind.PUBLIC_UNDERTAKING, legal_forms=((1, "7389"),),
            buys="la boutique du musée"),
    Profile("hospital", "86.10Z", None, (1, 1, 3), (90, 900),
            ("Centre hospitalier {of_town}", "Hôpital local {of_town}"), buyer_type=PUBLIC,
            public_body_kind=PublicBodyKind.HOSPITAL, legal_forms=((1, "7364"),), buys="les services"),
    Profile("care_home", "87.10A", SERVICE, (2, 1, 4), (18, 110),
            ("Résidence {word}", "Résidence {word} — {town}"),
            ("Les Tilleuls", "Les Glycines", "Le Clos fleuri", "Beau Soleil", "Les Cèdres", "Saint-Joseph"),
            legal_forms=((3, "5710"), (3, "9220")), turnover_per_head=55_000, buys="la résidence"),
    Profile("events", "82.30Z", SERVICE, (4, 4, 6), (1, 20),
            ("{surname} Événements", "Agence {word}", "{first} Réceptions", "Traiteur {surname}"),
            ("Cerise", "Grand Angle", "Carrousel", "Confettis", "Belle Allure", "Quatre Mains"),
             buys="les réceptions"),
    Profile("confectioner", "10.82Z", MAKER, (4, 3, 4), (3, 40),
            ("Chocolaterie {surname}", "Confiserie {of_town}", "Maison {surname}",
             "Chocolats {surname} & Fils"),
            buys="les coffrets"),
    Profile("biscuit", "10.72Z", MAKER, (2, 3, 3), (5, 80),
            ("Biscuiterie {surname}", "Biscuiterie {of_town}", "Gâteaux {surname}"), buys="les coffrets"),
    Profile("wine", "11.02A", MAKER, (3, 2, 4), (2, 40),
            ("Cave {of_town}", "Domaine {surname}", "Vignerons {of_town}", "Caves {surname} & Fils"),
            legal_forms=((3, "5499"), (2, "6598"), (2, "5710")), buys="le caveau"),
    Profile("cooperative", "46.21Z", COOPERATIVE, (2, 4, 3), (15, 180),
            ("Coop. {of_town}", "Coop. agricole {of_town}", "Union des producteurs {of_town}"),
            legal_forms=((1, "6317"),), turnover_per_head=420_000, buys="les magasins verts"),
    Profile("industry", "25.11Z", MAKER, (1, 1, 10), (8, 240),
            ("{surname} Industrie", "Menuiserie {surname}", "Imprimerie {surname}", "Transports {surname}",
             "SARL {surname} Étanchéité", "Charpentes {surname}", "Ateliers {surname}",
             "Métallerie {surname} & Fils",
             "Ets {surname} & Fils", "Plastiques {of_town}", "Mécanique {of_town}"), legal_forms=BIG,
            buys="les cadeaux d’affaires"),
    Profile("hairdresser", "96.02A", SERVICE, (2, 1, 3), (1, 9),
            ("Salon {first}", "Coiffure {surname}", "Institut {first} Beauté", "{surname} Coiffeurs"),
            legal_forms=SMALL, buys="le coin boutique"),
)  # fmt: skip

BY_CODE = {profile.code: profile for profile in PROFILES}
# Trades whose names tell a more precise activity than their profile.
NAMED_ACTIVITIES = {
    "Menuiserie": "16.23Z", "Imprimerie": "18.12Z", "Transports": "49.41A", "Étanchéité": "43.99A",
    "Plastiques": "22.29A",
    "Charpentes": "43.91A", "Mécanique": "25.62B", "Maison de la presse": "47.62Z", "Pâtisserie": "10.71D",
    "Traiteur": "56.21Z", "Pépinières": "01.30Z", "Institut": "96.02B", "Import": "46.49Z",
}  # fmt: skip
