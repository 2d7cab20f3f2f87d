"""What each calculation answers, in one line, and in which group it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.calculators import calculators
from negoce.kit.text import split_words
from negoce.parameters.calculator import Calculator


@dataclass(frozen=True, slots=True)
class Topic:
    """The line of a calculation; `basis` stands for the source where no article rules, `words` find it too."""

    answers: Any
    words: Any = ""
    basis: Any = ""


GROUPS: tuple[tuple[Any, Mapping[str, Topic]], ...] = (
    (
        _("Prix et factures"),
        {
            "reductions": Topic(
                _("Du prix brut au total TTC, réduction après réduction."),
                _("rabais remise escompte net port"),
            ),
            "totals": Topic(
                _("Base, TVA et total d’un document, ligne à ligne."), _("facture devis arrondi")
            ),
            "volume-rebate": Topic(
                _("La remise de fin d’année selon ce qui a été acheté."),
                _("ristourne RFA palier avoir"),
                _("Usage commercial"),
            ),
            "numbering": Topic(
                _("Trous, doublons et dates qui reculent dans une suite de numéros."), _("facture série trou")
            ),
            "mention-fine": Topic(
                _("Ce que coûte une facture incomplète."), _("sanction mentions obligatoires")
            ),
            "retention": Topic(_("Jusqu’à quand garder les pièces."), _("archive dix ans durée")),
        },
    ),
    (
        _("Délais et paiements"),
        {
            "payment-terms": Topic(
                _("Le jour où payer, et si le délai respecte la loi."),
                _("délai LME fin de mois 60 jours 45 jours"),
            ),
            "late-penalty": Topic(
                _("Intérêts et indemnité à réclamer à un client en retard."), _("impayé relance BCE 40 euros")
            ),
            "public-late-interest": Topic(
                _("Ce que doit une administration qui paie en retard."), _("marché public collectivité")
            ),
            "cash-discount": Topic(
                _("Ce que coûte, par an, une remise pour paiement rapide."),
                _("comptant trésorerie"),
                _("Calcul financier, année de 365 jours"),
            ),
            "withdrawal": Topic(
                _("Si un client professionnel peut se rétracter, et jusqu’à quand."),
                _("14 jours hors établissement"),
            ),
        },
    ),
    (
        _("TVA"),
        {
            "contained": Topic(
                _("La part de TVA dans un prix toutes taxes comprises."),
                _("HT TTC"),
                _("Calcul « en dedans »"),
            ),
            "gifts": Topic(_("La TVA récupérable sur les cadeaux offerts."), _("73 euros client relevé")),
            "expense": Topic(
                _("La TVA récupérable sur un hôtel, un repas, un plein."),
                _("note de frais hôtel restaurant carburant essence péage"),
            ),
        },
    ),
    (
        _("Financement"),
        {
            "loan": Topic(
                _("Mensualité, intérêts et tableau d’amortissement."),
                _("crédit annuité amortissement prêt"),
                _("Annuités constantes"),
            ),
            "lease": Topic(
                _("Lequel coûte le moins, impôt et temps compris."),
                _("leasing location investissement"),
                _("Coûts actualisés après impôt"),
            ),
            "bill": Topic(
                _("Ce que la banque verse pour une traite avant son échéance."),
                _("traite LCR agios banque"),
                _("Usage bancaire, année de 360 jours"),
            ),
            "factoring": Topic(
                _("Ce qu’un factor verse tout de suite, et ce qu’il retient."),
                _("factor cession créance"),
                _("Usage bancaire, année de 360 jours"),
            ),
        },
    ),
    (
        _("Négociation"),
        {
            "agreement-zone": Topic(
                _("Entre quels prix un accord est possible, et ce que nous pouvons céder."),
                _("ZOPA BATNA MESORE plancher plafond réserve marge de manœuvre"),
                _("Méthode de négociation raisonnée"),
            ),
            "concessions": Topic(
                _("Un total à céder, partagé en concessions de plus en plus petites."),
                _("céder remise étapes contrepartie"),
                _("Usage commercial"),
            ),
            "offsetting-volume": Topic(
                _("Ce qu’il faut vendre en plus pour qu’une remise ne coûte pas de marge."),
                _("rabais taux de marge compensation"),
                _("Calcul de marge"),
            ),
        },
    ),
    (
        _("Appels d’offres"),
        {
            "tender-procedure": Topic(
                _("Sans publicité, adaptée ou formalisée : selon l’acheteur, le montant et la date."),
                _("marché public MAPA seuil BOAMP JOUE commande publique lots"),
            ),
            "tender-times": Topic(
                _("Les jours que l’acheteur doit laisser pour candidater et pour offrir."),
                _("délai réception des offres ouvert restreint"),
            ),
            "price-note": Topic(
                _("Les points que donne un prix, selon les trois méthodes des acheteurs."),
                _("notation prix critère formule"),
                _("Usage des acheteurs publics"),
            ),
            "winning-price": Topic(
                _("Jusqu’à quel prix rester premier face aux concurrents, et la marge qu’il laisse."),
                _("prix gagnant concurrence simulation marge"),
                _("Usage des acheteurs publics"),
            ),
            "comparison-grid": Topic(
                _("Les offres classées selon des critères pondérés."),
                _("grille critères poids notation choix fournisseur"),
                _("Usage commercial"),
            ),
            "simulation-grid": Topic(
                _("Ce que coûte chaque offre selon les quantités commandées."),
                _("BPU DQE bordereau quantités scénario"),
                _("Usage des acheteurs publics"),
            ),
            "go-no-go": Topic(
                _("Intérêt, accessibilité, capacité : neuf notes pour décider."),
                _("go no go IAC consultation répondre"),
                _("Usage commercial"),
            ),
        },
    ),
    (
        _("Clients"),
        {
            "lead-score": Topic(
                _("Par quels leads commencer : le profil, et ce qui a été fait, qui s’efface avec le temps."),
                _("scoring lead prospect points livre blanc comportement"),
                _("Usage commercial"),
            ),
            "acquisition-cost": Topic(
                _("Ce que coûte un client gagné par un canal, et en combien de mois il le rembourse."),
                _("CAC coût acquisition canal prospection salon téléphone retour"),
                _("Usage commercial"),
            ),
            "prospecting-plan": Topic(
                _("Les contacts, rendez-vous et devis qu’il faut pour des commandes voulues."),
                _("ratio prospects clients transformation entonnoir"),
                _("Usage commercial"),
            ),
            "qualification": Topic(
                _("Si une entreprise est qualifiée, et ce qu’il reste à savoir."),
                _("BANT prospect budget décideur besoin échéance"),
                _("Usage commercial"),
            ),
            "visit-results": Topic(
                _("Ce que rapportent les visites d’un client, une fois payées."),
                _("rentabilité visite commercial coût"),
                _("Usage commercial"),
            ),
            "wallet": Topic(
                _("Ce que nous vendons sur ce qu’il achète, et ce qui reste à gagner."),
                _("part de client potentiel accessible"),
                _("Usage commercial"),
            ),
        },
    ),
    (
        _("Portefeuille et actions"),
        {
            "attrition": Topic(
                _("Combien de clients partent, et combien de temps ils restent."),
                _("perte fidélisation rétention churn durée"),
                _("Usage commercial"),
            ),
            "lifetime-value": Topic(
                _("Ce qu’un client rapportera, une fois actualisé."),
                _("CLV LTV actualisation marge acquisition"),
                _("Calcul financier"),
            ),
            "balance": Topic(
                _("Si les clients qui entrent remplacent ceux qui partent, et combien il en manque."),
                _("renouvellement prospects nécessaires couverture"),
                _("Usage commercial"),
            ),
            "balance-forward": Topic(
                _("Si les prospects en cours remplaceraient les clients qui risquent de partir."),
                _("prévision risque couverture probabilité"),
                _("Usage commercial"),
            ),
            "concentration": Topic(
                _("À quel point le CA dépend de quelques clients."),
                _("Gini HHI Herfindahl dépendance Pareto"),
                _("Statistique"),
            ),
            "rfm": Topic(
                _("Les notes de chaque client, de 1 à 5."),
                _("récence fréquence montant segment"),
                _("Usage commercial"),
            ),
            "sales-force": Topic(
                _("Combien de commerciaux il faut pour les visites d’une année."),
                _("charge de travail effectif tournée"),
                _("Usage commercial"),
            ),
            "status-budget": Topic(
                _("Le coût par client et le retour d’un budget d’actions."),
                _("ROI objectif atteint statut"),
                _("Usage commercial"),
            ),
            "recall": Topic(
                _("Si un ancien client vaut un appel."),
                _("relance réactivation dormant perdu"),
                _("Usage commercial"),
            ),
            "break-even": Topic(
                _("Le rang de la commande qui rembourse le coût d’acquisition."),
                _("seuil rentabilité nouveau client CAC"),
                _("Usage commercial"),
            ),
            "attitude": Topic(
                _("De l’intérêt à l’engagement : la marche où se tient un client."),
                _("pyramide attitudes confiance fidélité"),
                _("Usage commercial"),
            ),
        },
    ),
    (
        _("Facturation électronique"),
        {
            "duty": Topic(
                _("Quand recevoir et émettre, selon la taille."), _("réforme 2026 2027 plateforme PDP")
            ),
            "status": Topic(_("Quel statut peut suivre celui d’une facture."), _("cycle de vie plateforme")),
            "report": Topic(
                _("Les dates de transmission des ventes et des paiements."), _("e-reporting données")
            ),
            "fines": Topic(_("Ce que coûtent les manquements d’une année."), _("sanction plateforme")),
        },
    ),
    (
        _("Identifiants"),
        {
            "identifier": Topic(
                _("Si un numéro SIREN ou SIRET est bien formé."),
                _("Luhn clé entreprise"),
                _("Insee, clé de Luhn"),
            ),
            "vat-number": Topic(
                _("Le numéro de TVA d’un SIREN, ou si un numéro est bien formé."),
                _("intracommunautaire clé"),
                "CGI art. 286 ter",
            ),
            "activity-code": Topic(
                _("L’activité que dit un code, dans la nomenclature du jour."),
                _("NAF code NACE"),
                _("Insee, NAF"),
            ),
            "size": Topic(
                _("Microentreprise, PME, ETI ou grande entreprise."), _("catégorie effectif bilan")
            ),
            "headcount-band": Topic(
                _("La tranche d’effectif où tombe un nombre de salariés."),
                _("salariés Insee"),
                _("Insee, Sirene"),
            ),
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A calculation as the list and the palette show it."""

    calculator: Calculator
    topic: Topic
    group: Any

    @property
    def source(self) -> str:
        """The article that rules it, or the custom it follows."""
        return self.calculator.source or str(self.topic.basis)

    def answers_to(self, typed: Sequence[str]) -> bool:
        """Tell whether each word typed begins a word of its line."""
        said = (self.calculator.title, self.topic.answers, self.topic.words, self.source, self.group)
        words = [word for text in (*said, self.calculator.rule) for word in split_words(str(text))]
        return all(any(word.startswith(begin) for word in words) for begin in typed)


def entries() -> Iterator[Entry]:
    """Every calculation, group by group; one that has no line here stands in the last group."""
    known = {each.ask: each for each in calculators()}
    for group, topics in GROUPS:
        for ask, topic in topics.items():
            if ask in known:
                yield Entry(known.pop(ask), topic, group)
    for calculator in known.values():
        yield Entry(calculator, Topic(""), _("Autres"))
