"""The fields of a deal that a file may bring, the names they go by, and the words of steps and outcomes. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.kit.text import name_key
from negoce.negotiation.enums import DealState, DealStep, OutcomeReason

DEAL_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "import_key",
        (
            "opportunity id", "deal id", "id de l opportunite", "id opportunite", "numero d affaire", "n affaire",
            "reference de l affaire", "reference affaire", "code affaire", "id affaire", "record id",
        ),
        ("reference", "id", "numero"),
    ),
    FieldHint(
        "name",
        (
            "nom de l affaire", "nom affaire", "affaire", "nom de l opportunite", "opportunity name", "deal name",
            "opportunite", "intitule", "opportunity", "deal",
        ),
        ("nom", "name", "objet", "titre", "title", "libelle", "projet"),
        shapes.like_words,
        without=("id", "stage", "etape", "date", "code", "numero", "montant", "amount", "value", "owner"),
    ),
    FieldHint(
        "company_name",
        (
            "raison sociale", "nom de l entreprise", "nom de la societe", "nom du client", "company name",
            "account name", "organization name", "associated company", "nom du compte",
        ),
        ("societe", "entreprise", "client", "compte", "company", "account", "organization", "organisation", "tiers"),
        shapes.like_words,
    ),
    FieldHint("company_siret", ("siret", "numero siret", "n siret"), (), shapes.like_siret, by_value=True),
    FieldHint("company_siren", ("siren", "numero siren", "n siren"), (), shapes.like_siren, by_value=True),
    FieldHint(
        "company_key",
        ("code client", "numero client", "n client", "ref client", "account id", "company id", "code tiers"),
    ),
    FieldHint("company_postal_code", ("code postal", "cp", "postal code"), (), shapes.like_postal_code),
    FieldHint("company_city", ("ville", "city", "commune"), (), shapes.like_words),
    FieldHint(
        "stage",
        (
            "etape de l affaire", "deal stage", "sales stage", "opportunity stage", "etape", "stage", "phase",
            "pipeline stage", "statut de l affaire",
        ),
        ("statut", "status", "etat", "state", "step", "issue", "resultat", "outcome", "result"),
    ),
    FieldHint(
        "amount",
        (
            "montant ht", "montant de l affaire", "close value", "deal value", "deal amount", "opportunity amount",
            "montant", "amount", "valeur", "value",
        ),
        ("ca", "ca ht", "prix", "revenue", "total"),
        shapes.like_number,
    ),
    FieldHint("currency", ("devise", "monnaie", "currency")),
    FieldHint(
        "engaged_on",
        (
            "engage date", "date d engagement", "date de debut", "date d ouverture", "start date", "open date",
            "create date", "created date", "date de creation", "opened on", "debut",
        ),
        (),
        shapes.like_date,
    ),
    FieldHint(
        "closed_on",
        (
            "close date", "closed date", "date de cloture", "date de conclusion", "conclusion prevue", "date de fin",
            "expected close date", "closing date", "date de signature", "cloture prevue", "close le", "echeance",
        ),
        ("cloture", "conclusion"),
        shapes.like_date,
    ),
    FieldHint(
        "product",
        ("produit", "product", "product name", "nom du produit", "article", "offre"),
        (),
        shapes.like_words,
        without=("prix", "price", "id", "code"),
    ),
    FieldHint(
        "owner",
        (
            "sales agent", "deal owner", "opportunity owner", "sales rep", "commercial", "suivie par", "suivi par",
            "proprietaire de l affaire", "proprietaire", "responsable", "owner", "vendeur", "agent", "salesperson",
        ),
    ),
    FieldHint(
        "reason",
        (
            "raison de la perte", "raison du gain", "motif de perte", "motif", "loss reason", "lost reason",
            "win reason", "closed lost reason", "raison", "reason",
        ),
        without=("sociale",),
    ),
    FieldHint(
        "note",
        ("commentaire", "commentaires", "description", "notes", "note", "remarques", "remarque", "comments", "comment"),
    ),
)  # fmt: skip

_STEP_WORDS: Mapping[DealStep, tuple[str, ...]] = {
    DealStep.PREPARATION: ("preparation", "new", "nouveau", "nouvelle", "a preparer", "lead", "piste"),
    DealStep.CONTACT: (
        "contact", "prospecting", "prospection", "premier contact", "first contact", "contacted", "a contacter",
        "qualification", "appointment scheduled",
    ),
    DealStep.DISCOVERY: (
        "decouverte", "engaging", "discovery", "needs analysis", "analyse des besoins", "engaged", "qualified",
        "qualifiee", "qualifie", "qualified to buy", "en cours", "open", "ouverte", "ouvert", "in progress",
    ),
    DealStep.PRESENTATION: (
        "presentation", "proposal", "proposition", "value proposition", "presentation scheduled", "demo", "devis",
        "proposal price quote", "quote", "offre", "offre envoyee", "proposal sent", "devis envoye",
    ),
    DealStep.DISCUSSION: (
        "argumentation", "discussion", "id decision makers", "perception analysis", "decision maker bought in",
    ),
    DealStep.NEGOTIATION: ("negociation", "negotiation", "negotiation review", "negociation revision"),
    DealStep.CONCLUSION: ("conclusion", "contract sent", "contrat envoye", "closing", "signature"),
    DealStep.LEAVE_TAKING: ("conge", "leave taking"),
    DealStep.FOLLOW_UP: ("suivi", "follow up"),
}  # fmt: skip
_STEP_OF = {word: step for step, words in _STEP_WORDS.items() for word in words}
_WON = frozenset(
    {"won", "closed won", "gagne", "gagnee", "cloturee gagnee", "fermee gagnee", "signee", "signe"}
)
_LOST = frozenset(
    {"lost", "closed lost", "perdu", "perdue", "cloturee perdue", "fermee perdue", "abandonnee", "abandoned"}
)
_REASON_WORDS: Mapping[OutcomeReason, tuple[str, ...]] = {
    OutcomeReason.PRICE: ("prix", "price", "trop cher", "too expensive"),
    OutcomeReason.PRODUCT: ("produit", "product", "fonctionnalites", "features", "missing feature"),
    OutcomeReason.SERVICE: ("service",),
    OutcomeReason.DELIVERY_TIME: ("delai", "delais", "delivery time", "timing"),
    OutcomeReason.RELATIONSHIP: ("relation", "relationship"),
    OutcomeReason.REFERENCES: ("references",),
    OutcomeReason.TERMS: ("conditions", "terms"),
    OutcomeReason.NO_BUDGET: ("pas de budget", "budget", "no budget"),
    OutcomeReason.NO_NEED: ("pas de besoin", "no need"),
    OutcomeReason.NO_DECISION: ("pas de decision", "no decision", "sans suite", "no response"),
    OutcomeReason.INCUMBENT: ("fournisseur en place", "incumbent"),
    OutcomeReason.OTHER: ("autre", "other"),
}
_REASON_OF = {word: reason for reason, words in _REASON_WORDS.items() for word in words}


def stage_of(text: str) -> tuple[DealState, DealStep] | None:
    """Whether a word of a file means under way, won or lost, and at which step; None when unknown.

    What is won got to its conclusion. Where a lost one stopped is not told: it talked with us, no more is known.
    """
    key = name_key(text)
    if key in _WON:
        return DealState.WON, DealStep.CONCLUSION
    if key in _LOST:
        return DealState.LOST, DealStep.DISCOVERY
    step = _STEP_OF.get(key)
    return None if step is None else (DealState.OPEN, step)


def reason_of(text: str) -> OutcomeReason | None:
    """The reason of an outcome that a word of a file means; None when it is one of theirs alone."""
    return _REASON_OF.get(name_key(text))
