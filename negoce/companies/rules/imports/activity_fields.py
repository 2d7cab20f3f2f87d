"""The fields of an activity that a file may bring, the names they go by, and the words of its closed lists."""

from __future__ import annotations

from collections.abc import Mapping

from negoce.companies.enums import ActivityKind, ActivityState, Direction
from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint
from negoce.kit.text import name_key

ACTIVITY_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "starts_at",
        (
            "date de l activite", "date activite", "date de l action", "date de la visite", "date du rdv",
            "date de rendez vous", "date et heure", "activity date", "due date", "date d echeance", "start date",
            "date de debut", "date debut", "date",
        ),
        ("echeance", "quand", "when", "start"),
        shapes.like_date,
        without=("creation", "modification", "created", "modified", "fin", "end", "naissance"),
    ),
    FieldHint("hour", ("heure de debut", "heure debut", "due time", "start time", "heure"), ("time",)),
    FieldHint(
        "kind",
        ("type d activite", "type activite", "type d action", "activity type", "type d evenement", "type de tache"),
        ("type", "nature", "canal", "action", "kind"),
    ),
    FieldHint(
        "subject",
        ("objet", "sujet", "subject", "titre", "title", "intitule", "resume", "summary"),
        ("activite", "activity", "libelle"),
        without=("code", "type", "date"),
    ),
    FieldHint(
        "body",
        (
            "compte rendu", "texte", "commentaire", "commentaires", "description", "notes", "note", "details",
            "contenu", "remarques", "remarque", "comments", "comment", "body",
        ),
        ("cr", "memo"),
    ),
    FieldHint("state", ("etat", "statut", "status", "fait", "terminee", "done", "state")),
    FieldHint("duration_minutes", ("duree en minutes", "duree min", "duree", "duration")),
    FieldHint("direction", ("sens", "direction", "call direction")),
    FieldHint(
        "company_name",
        (
            "raison sociale", "nom de l entreprise", "nom de la societe", "nom entreprise", "nom societe",
            "nom du client", "company name", "company account", "account name", "organization name",
            "organisation name",
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
        "contact_email",
        ("e mail du contact", "email du contact", "email contact", "contact email", "e mail", "email", "mail"),
        (),
        shapes.like_email,
        without=("proprietaire", "owner", "commercial"),
    ),
    FieldHint(
        "contact_name",
        ("nom du contact", "contact name", "nom contact", "interlocuteur", "contact person"),
        ("contact", "personne", "contacts"),
        shapes.like_words,
    ),
    FieldHint(
        "owner",
        (
            "assigned to", "assigne a", "attribue a", "proprietaire", "owner", "commercial", "responsable",
            "realise par", "utilisateur", "auteur",
        ),
        ("par", "user", "vendeur", "qui"),
    ),
    FieldHint(
        "import_key",
        ("activity id", "identifiant activite", "id activite", "numero d activite", "record id"),
        ("identifiant", "id", "reference", "ref", "cle"),
    ),
)  # fmt: skip

_KIND_WORDS: Mapping[ActivityKind, tuple[str, ...]] = {
    ActivityKind.VIDEO: (
        "visio", "visioconference", "video", "video call", "teams", "zoom", "webinaire", "google meet",
    ),
    ActivityKind.CALL: (
        "appel", "appels", "telephone", "tel", "call", "phone", "phoning", "phone call", "coup de fil",
        "logged call", "outgoing call", "incoming call",
    ),
    ActivityKind.EMAIL: ("e mail", "email", "mail", "mel", "courriel", "emailing"),
    ActivityKind.MESSAGE: ("sms", "message", "texto", "whatsapp", "linkedin", "chat", "text message"),
    ActivityKind.LETTER: ("courrier", "lettre", "letter", "courrier postal", "postal mail"),
    ActivityKind.VISIT: (
        "visite", "rdv", "rendez vous", "reunion", "meeting", "visit", "entretien", "demonstration", "demo",
        "salon", "dejeuner", "lunch", "appointment", "event", "evenement", "tournee",
    ),
    ActivityKind.TASK: (
        "tache", "task", "a faire", "todo", "to do", "relance", "rappel", "follow up", "deadline", "action",
    ),
    ActivityKind.NOTE: ("note", "notes", "commentaire", "remarque", "comment", "memo", "compte rendu"),
}  # fmt: skip
_KIND_OF = {word: kind for kind, words in _KIND_WORDS.items() for word in words}
_STATE_WORDS: Mapping[ActivityState, tuple[str, ...]] = {
    ActivityState.DONE: (
        "fait", "faite", "done", "termine", "terminee", "realise", "realisee", "effectue", "effectuee",
        "completed", "complete", "cloture", "cloturee", "closed", "held", "oui", "yes", "true", "vrai", "1", "x",
        "marked as done", "passe", "passee",
    ),
    ActivityState.PLANNED: (
        "a faire", "planifie", "planifiee", "prevu", "prevue", "planned", "to do", "todo", "not started", "open",
        "ouvert", "ouverte", "en cours", "in progress", "en attente", "waiting", "non", "no", "false", "faux",
        "0", "scheduled", "a venir", "non commence", "deferred",
    ),
    ActivityState.CANCELLED: (
        "annule", "annulee", "cancelled", "canceled", "abandonne", "abandonnee", "not held", "reporte", "reportee",
    ),
}  # fmt: skip
_STATE_OF = {word: state for state, words in _STATE_WORDS.items() for word in words}
_INCOMING = frozenset({"entrant", "entrante", "incoming", "inbound", "recu", "recue", "received", "in"})
_OUTGOING = frozenset(
    {"sortant", "sortante", "outgoing", "outbound", "emis", "emise", "envoye", "sent", "out"}
)


def kind_of(text: str) -> ActivityKind | None:
    """The kind that a word or phrase of a file means: `Appel sortant` is a call; None when unknown."""
    key = name_key(text)
    if key in _KIND_OF:
        return _KIND_OF[key]
    padded = f" {key} "
    return next((kind for word, kind in _KIND_OF.items() if f" {word} " in padded), None)


def state_of(text: str) -> ActivityState | None:
    """Whether a word of a file means done, planned or cancelled; None when unknown."""
    return _STATE_OF.get(name_key(text))


def direction_of(*texts: str) -> Direction | None:
    """Who began the exchange, from its own column or from words beside its kind; None when nothing tells."""
    words = {word for text in texts for word in name_key(text).split()}
    if words & _INCOMING:
        return Direction.INCOMING
    return Direction.OUTGOING if words & _OUTGOING else None
