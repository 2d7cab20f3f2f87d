"""The fields of a company that a file may bring, and the names they go by in French and English files."""

from __future__ import annotations

from negoce.companies.rules import import_shapes as shapes
from negoce.companies.rules.import_columns import FieldHint

COMPANY_HINTS: tuple[FieldHint, ...] = (
    FieldHint(
        "name",
        ("raison sociale", "denomination sociale", "denomination unite legale", "denomination", "nom de l entreprise",
         "nom entreprise", "nom de la societe", "nom societe", "company name", "account name", "nom etablissement",
         "nom de l etablissement", "nom du client", "nom client"),
        ("societe", "organisme", "entreprise", "client", "nom", "company", "organisation", "organization", "name",
         "account", "compte", "fournisseur", "etablissement", "intitule du compte"),
        shapes.like_words,
    ),
    FieldHint(
        "trade_name",
        ("enseigne", "enseigne 1", "nom commercial", "denomination usuelle", "trade name", "trading name", "doing business as"),
    ),
    FieldHint("siren", ("siren", "numero siren", "n siren"), (), shapes.like_siren, by_value=True),
    FieldHint("siret", ("siret", "numero siret", "n siret"), (), shapes.like_siret, by_value=True),
    FieldHint("nic", ("nic", "numero interne de classement"), (), shapes.like_nic),
    FieldHint(
        "vat_number", ("tva intracommunautaire", "numero de tva", "n tva", "vat number", "vat id", "vat", "tva"), (),
        shapes.like_vat, by_value=True,
    ),
    FieldHint(
        "activity_code", ("code ape", "code naf", "ape", "naf", "activite principale", "ape naf"), (),
        shapes.like_ape, by_value=True,
    ),
    FieldHint(
        "legal_form", ("forme juridique", "categorie juridique", "nature juridique", "legal form", "legal status"),
        ("statut juridique", "forme"),
    ),
    FieldHint("headcount", ("effectif", "nombre de salaries", "nb salaries", "employees", "headcount", "salaries"), (), shapes.like_number, without=("tranche", "annee")),
    FieldHint(
        "headcount_band", ("tranche d effectif", "tranche effectifs", "tranche effectif", "tranche d effectifs", "employee range"),
    ),
    FieldHint("turnover", ("chiffre d affaires", "chiffre affaires", "turnover", "annual revenue", "revenue"), ("ca",), shapes.like_number, without=("tranche", "annee")),
    FieldHint("phone", ("telephone", "tel", "phone", "standard", "telephone fixe", "phone number"), (), shapes.like_phone),
    FieldHint("fax", ("fax", "telecopie", "telecopieur"), (), shapes.like_phone),
    FieldHint("email", ("e mail", "email", "mail", "courriel", "adresse e mail", "adresse email", "adresse mail"), (), shapes.like_email, by_value=True),
    FieldHint("website", ("site web", "site internet", "website", "web site", "url", "www", "web", "adresse web"), (), shapes.like_url),
    FieldHint("linkedin", ("linkedin",), (), shapes.like_url),
    FieldHint("line1", ("adresse 1", "adresse ligne 1", "adresse postale", "street address", "address line 1", "adresse", "address 1", "address", "rue", "street"), without=("complement", "mail", "web", "2")),
    FieldHint("street_number", ("numero voie", "numero dans la voie", "n voie", "numero de voie", "numero de rue")),
    FieldHint("street_repeat", ("indice repetition", "indice de repetition")),
    FieldHint("street_type", ("type voie", "type de voie"), (), shapes.like_words),
    FieldHint("street_name", ("libelle voie", "libelle de voie", "nom de la voie", "nom voie")),
    FieldHint(
        "line2",
        ("complement adresse", "complement d adresse", "adresse 2", "adresse ligne 2", "address line 2", "address 2", "complement",
         "post office box number", "boite postale", "bp"),
    ),
    FieldHint("postal_code", ("code postal", "cp", "postal code", "zip code", "zip", "postcode"), (), shapes.like_postal_code),
    FieldHint("city", ("ville", "libelle commune", "libelle de la commune", "commune", "localite", "city", "town", "locality"), (), shapes.like_words),
    FieldHint("country", ("pays", "country", "code pays"), (), shapes.like_words),
    FieldHint("group_name", ("groupe", "nom du groupe", "group", "maison mere", "parent company")),
    FieldHint("establishments_count", ("nombre d etablissements", "nb etablissements"), (), shapes.like_number),
    FieldHint("relation", ("type de relation", "relation"), ("statut", "type de tiers")),
    FieldHint("note", ("commentaire", "commentaires", "remarque", "remarques", "notes", "note", "observations", "comment", "comments", "description")),
    FieldHint(
        "import_key",
        ("code client", "numero client", "n client", "ref client", "reference client", "customer id", "account id", "external id",
         "code tiers", "numero de compte", "site id", "code fournisseur"),
        ("identifiant", "id", "code", "cle", "reference", "ref"),
    ),
)  # fmt: skip
