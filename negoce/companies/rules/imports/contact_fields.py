"""The fields of a contact that a file may bring, and the names they go by in French and English files."""

from __future__ import annotations

from negoce.companies.rules.imports import shapes as shapes
from negoce.companies.rules.imports.columns import FieldHint

_NOT_PERSON = ("societe", "entreprise", "company", "client", "raison")

CONTACT_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "company_name",
        (
            "raison sociale",
            "nom de la societe",
            "nom societe",
            "nom de l entreprise",
            "nom entreprise",
            "company name",
            "account name",
            "organisation name",
            "organization name",
            "person organization",
            "nom du client",
            "nom client",
        ),
        (
            "societe",
            "entreprise",
            "company",
            "organisation",
            "organization",
            "organisme",
            "account",
            "compte",
            "client",
            "employeur",
            "etablissement",
        ),
    ),
    FieldHint("company_siren", ("siren",), (), shapes.like_siren, by_value=True),
    FieldHint("company_siret", ("siret",), (), shapes.like_siret, by_value=True),
    FieldHint(
        "company_key",
        ("code client", "numero client", "ref client", "customer id", "account id", "code tiers"),
        ("code",),
    ),
    FieldHint("civility", ("civilite", "salutation"), ("civ", "genre")),
    FieldHint(
        "last_name",
        ("nom de famille", "last name", "surname", "family name", "nom du contact", "nom contact"),
        ("nom",),
        shapes.like_words,
        without=("prenom", *_NOT_PERSON),
    ),
    FieldHint("first_name", ("prenom", "first name", "given name"), (), shapes.like_words, without=("nom",)),
    FieldHint(
        "full_name",
        (
            "nom complet",
            "nom et prenom",
            "prenom et nom",
            "nom prenom",
            "prenom nom",
            "full name",
            "contact name",
            "person name",
            "interlocuteur",
        ),
        ("contact", "name", "personne", "gerant", "dirigeant"),
        shapes.like_words,
        without=_NOT_PERSON,
    ),
    FieldHint(
        "function",
        ("fonction", "poste", "job title", "intitule du poste", "position"),
        ("title", "titre", "role"),
    ),
    FieldHint("department", ("service", "department"), ("departement",), shapes.like_words),
    FieldHint(
        "email",
        ("e mail", "email", "mail", "courriel", "adresse e mail", "adresse mail"),
        (),
        shapes.like_email,
        by_value=True,
    ),
    FieldHint(
        "mobile",
        (
            "telephone portable",
            "telephone mobile",
            "tel portable",
            "tel mobile",
            "mobile phone",
            "mobile",
            "portable",
            "gsm",
        ),
        (),
        shapes.like_phone,
    ),
    FieldHint(
        "phone",
        ("ligne directe", "telephone direct", "telephone", "tel", "phone", "direct phone", "work phone"),
        (),
        shapes.like_phone,
        without=("mobile", "portable", "gsm", "fax", "standard"),
    ),
    FieldHint("fax", ("fax", "telecopie"), (), shapes.like_phone),
    FieldHint("linkedin", ("linkedin", "linked in"), (), shapes.like_url),
    FieldHint(
        "company_postal_code",
        ("code postal", "cp", "postal code", "zip code", "zip"),
        (),
        shapes.like_postal_code,
    ),
    FieldHint("company_city", ("ville", "commune", "city", "town"), (), shapes.like_words),
    FieldHint(
        "note",
        ("commentaire", "commentaires", "remarque", "remarques", "notes", "note", "comment", "comments"),
    ),
    FieldHint(
        "import_key",
        ("code contact", "id contact", "contact id", "numero contact", "person id", "record id"),
        ("id", "identifiant"),
    ),
)
