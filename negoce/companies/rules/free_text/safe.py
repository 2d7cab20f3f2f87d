"""Turns of the trade that use the words of the free-text guard and say nothing of a person (domain 5.4).

They are hidden before the guard looks. Read over folded text: lower case, no accents, straight apostrophes.
"""

from __future__ import annotations

import re

from negoce.companies.rules.free_text.people import CLOSE_ONE

_TITLE = r"\b(?:m|mr|mme|mlle|monsieur|madame|mademoiselle|maitre|docteur|dr)\.?\s+"
_THINGS = (
    r"(?:produits?|articles?|viandes?|bois|pieces?|marchandises?|vins?|fruits?|legumes?|matieres?"
    r"|matieres? premieres?"
    r"|cafe|cacao|the|textiles?|tissus?|cuirs?|papiers?|composants?|emballages?|lots?|materiel"
    r"|machines?|acier"
    r"|denrees?|capitaux|groupe|societe|marque|fournisseurs?|lait|miel|coton|huiles?|poissons?)"
)
_AT_WORK = (
    r"(?:\s+\w+){0,2}\s+(?:reprend|reprendra|reprennent|dirige|gere|tient|travaille|travaillent"
    r"|succede|preside|"
    r"s'occupe|a fonde|a cree|a repris|prend la suite|prendra la suite|est (?:aussi "
    r"|egalement )?(?:associe|gerant|directeur|directrice|"
    r"comptable|responsable|commercial|actionnaire|l'acheteur|president)|sont associes)"
)

SAFE = re.compile(
    "|".join(
        (
            # health
            (
                r"maladies? (?:de la vigne|des? plantes?|du bois|cryptogamiques?|fongiques?"
                r"|des? cultures?|des? arbres?)"
            ),
            r"(?:vignes?|plantes?|arbres?|cultures?|plants?) malades?",
            r"assurances? maladie|caisse (?:primaire )?(?:d'assurance )?maladie",
            r"\b(?<!ses )(?<!leurs )(?:enfants|adultes|jeunes) handicapes|hebergement social pour \w+",
            r"(?:apf france|en faveur des|accueil du) handicap\w*|assur maladie",
            r"(?:fondation|maison de sante) protestante",
            r"depression (?:economique|atmospherique|du marche|tropicale)",
            (
                r"(?:travailleurs?|salaries?|personnes?|personnels?|emploi des?|acces"
                r"|accessibilite|places?|public)"
                r" (?:en situation de )?handicap\w*(?! (?:mental|moteur|psychique))"
            ),
            (
                r"(?:mission|politique|referent|charte|semaine|obligation d'emploi) handicap"
                r"|handicap (?:commercial|concurrentiel|logistique|de prix|tarifaire)"
            ),
            (
                r"(?:etat de )?sante (?:financiere|economique|de l'entreprise|de la societe"
                r"|du marche|du groupe)"
            ),
            (
                r"(?:boissons?|degre|titre|solutions?|gels?) (?:non )?(?:hydro[- ]?)?alcooliques?"
                r"|hydro[- ]?alcooliques?"
            ),
            r"(?:produits?|gamme|rayon|aliments?|gateaux|biscuits?) (?:pour )?diabetiques?",
            (
                r"(?:services?|centres?|instituts?|unites?|poles?|hopita\w+|cliniques?|cabinets?"
                r"|recherches?|laboratoires?|"
                r"ligue|lutte|departement|produits?|gamme|public|clientele)(?: \w+)?(?: (?:de|d'"
                r"|du|des|contre|en|sur|pour))?"
                r"(?: (?:le|la|les))? ?(?:l')?(?:cancer\w*|psychiatr\w*|psychotherap\w*|diabet\w*"
                r"|alzheimer|parkinson|sida|"
                r"handicap\w*|hospitalis\w*|alcoologie|chimiotherap\w*|allergiques?)"
            ),
            (
                r"(?:assurance|prevoyance|garantie|contrat"
                r"|couverture)s? (?:\w+ ){0,2}(?:invalidite"
                r"|arrets? de travail)(?: et (?:d')?(?:invalidite|arrets? de travail))?"
            ),
            (
                r"(?:rampes?|toilettes|wc|normes?|ascenseurs?|sanitaires"
                r"|stationnement) handicap\w*"
            ),
            r"(?:chien|salle|essai|passage) aveugles?|test(?:s)? (?:a l')?aveugles?",
            # opinion, union
            r"gilets? jaunes? (?:de securite|haute visibilite|reflechissants?|fluo\w*)",
            (
                r"membre d'un syndicat (?:professionnel|patronal|mixte|agricole|viticole"
                r"|de fabricants)"
            ),
            (
                r"(?:adherent\w*|membre) (?:a|au|du|d'un) syndicat (?:professionnel|patronal"
                r"|mixte|agricole|viticole|"
                r"national des|des fabricants|de copropri\w+|intercommunal|interprofessionnel)"
            ),
            r"parti (?:pris|prenante?)",
            # religion
            (
                r"(?:lycees?|colleges?|ecoles?|instituts?|universites?|enseignement|secours"
                r"|comite|association|diocese|"
                r"presse|editions?) (?:prive\w* )?(?:catholiques?|protestants?|protestantes?"
                r"|juifs?|juives?|israelites?|musulman\w*|chretien\w*)"
            ),
            (
                r"(?:operation|promotion|promo|gamme|offre|catalogue|periode|saison"
                r"|ventes?)(?: \w+){0,2} ramadan"
            ),
            rf"(?:{_TITLE}|jean[- ])chretien",
            r"religieuses? (?:au|a la|cafe|chocolat|vanille)",
            # origin
            rf"{_THINGS}(?:\s+\w+){{0,4}}\s+d'origine\s+\w+",
            r"black (?:friday|week|box|out)|emirats arabes unis|(?:gomme|cafe|pays) arabes?",
            # private life
            rf"{CLOSE_ONE}{_AT_WORK}",
            r"sa famille (?:de produits|d'articles|tarifaire|de gammes?)",
            r"(?:avocat|notaire|cabinet)s?(?: [\w']+){0,3} divorces?",
            r"(?:pieces?|poutres?|cartes?|idees?|murs?) maitresses?|entreprises? familiales?",
            # sexual life
            rf"(?:{_TITLE})(?:gay|de gay)\b|gay[- ]lussac",
            r"tapettes? (?:a|anti)",
            # judgement and psychology
            (
                r"(?:marge|stock|taux|solde|resultat|remise|ecart|valeur|vote|match|impact"
                r"|benefice|tva)s? "
                r"(?:est |sont |quasi |presque |quasiment )*nul(?:le|s|les)?\b|nul et non avenu"
                r"|nulle part|nul doute|bulletin nul"
            ),
            r"(?:chaudiere|poele|charbon|sac)s? (?:a |de )?boulets?",
            r"(?:attaque|facteur|courbe|pompe|tube) laide?",
            (
                r"(?:ventes?|reprise|croissance|demarrage|hausse|demande|marche|debuts?"
                r"|progression)(?: \w+)? timides?"
            ),
            (
                r"achats? impulsifs?|effets? pervers|cercles? vicieux|(?:erreurs?|fautes?"
                r"|accidents?) (?:\w+ )?stupides?"
            ),
            r"angoisses? du (?:vide|lundi)",
            # offence
            r"(?:extraits?|bulletins?)(?: n[°o]? ?\d)? d[eu] casier judiciaire",
            (
                r"(?:societe|entreprise|fournisseur|concurrent|groupe|filiale"
                r"|banque)(?:\s+\w+){0,3}\s+condamne\w*"
            ),
        )
    )
)
