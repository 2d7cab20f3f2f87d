"""Exports of other programs and registers are recognised by the names of their columns."""

from __future__ import annotations

import pytest

from tests.factories.imports import make_import, text_file

pytestmark = pytest.mark.django_db
_PLACE = {"line1": "3 rue X", "postal_code": "38250", "city": "Villard", "country": "France"}
_FRENCH = {
    "siren": "732829320",
    "siret": "73282932000074",
    "vat_number": "FR44732829320",
    "activity_code": "1051A",
}
_REACHED = {"phone": "0476000001", "fax": "0476000002", "email": "h@v.example", "website": "laiterie.example"}
VALUES = {
    **_PLACE, **_FRENCH, **_REACHED, "name": "Laiterie", "import_key": "C12", "headcount": "12",
    "turnover": "100000", "legal_form": "5710", "headcount_band": "12", "nic": "00074", "trade_name": "Lait",
    "street_number": "3", "street_type": "RUE", "street_name": "X", "note": "Rien", "first_name": "Hélène",
    "last_name": "Garnier", "mobile": "0612345678", "function": "Acheteuse", "company_name": "Laiterie",
    "civility": "Mme", "department": "Achats", "full_name": "Hélène Garnier", "": "?",
}  # fmt: skip
COMPANIES = {
    "hubspot": "import_key:Record ID|name:Company name|:Company owner|phone:Phone Number|city:City|"
    "country:Country/Region|website:Company Domain Name|postal_code:Postal Code|line1:Street Address|"
    "headcount:Number of Employees|turnover:Annual Revenue",
    "pipedrive": "import_key:Organization - ID|name:Organization - Name|line1:Organization - Address",
    "salesforce": "import_key:Account ID|name:Account Name|line1:Billing Street|city:Billing City|"
    "postal_code:Billing Zip/Postal Code|country:Billing Country|phone:Phone|fax:Fax|website:Website|"
    "headcount:Employees|turnover:Annual Revenue",
    "odoo": "import_key:External ID|name:Name|line1:Street|postal_code:Zip|city:City|country:Country|phone:Phone|"
    "email:Email|website:Website|vat_number:Tax ID|siret:SIRET",
    "odoo in French": "import_key:Identifiant externe|name:Nom|line1:Rue|postal_code:Code postal|city:Ville|"
    "country:Pays|phone:Téléphone|email:E-mail|website:Site web|vat_number:Numéro de TVA|siret:SIRET",
    "dolibarr": "name:Nom du tiers|import_key:Code client|line1:Adresse|postal_code:Code postal|city:Ville|"
    "country:Pays|phone:Téléphone|fax:Fax|email:Email|website:Url|siren:Id. prof. 1 (SIREN)|"
    "siret:Id. prof. 2 (SIRET)|activity_code:Id. prof. 3 (NAF-APE)|vat_number:Numéro de TVA|headcount:Effectifs",
    "sellsy": "name:Nom de la société|import_key:Référence|siren:SIREN|siret:SIRET|vat_number:N° TVA|"
    "activity_code:Code NAF|email:Email|phone:Téléphone|website:Site web|line1:Adresse 1|postal_code:Code postal|"
    "city:Ville|country:Pays|headcount:Effectif|turnover:Chiffre d’affaires",
    "axonaut": "name:Nom|line1:Adresse|postal_code:Code postal|city:Ville|country:Pays|note:Commentaires|"
    "siret:SIRET|vat_number:N° de TVA intracommunautaire|activity_code:Code NAF|phone:Téléphone|email:Email",
    "kompass": "name:Raison sociale|line1:Adresse|postal_code:Code postal|city:Ville|phone:Téléphone|fax:Fax|"
    "website:Site internet|siret:SIRET|siren:SIREN|activity_code:Code NAF|headcount:Effectif entreprise|"
    "turnover:CA entreprise",
    "kompass in English": "name:Company name|line1:Address|postal_code:Postal code|city:Town|phone:Phone|fax:Fax|"
    "website:Web site|import_key:Kompass ID|vat_number:VAT number|headcount:Number of employees|turnover:Turnover",
    "sirene": "siren:siren|nic:nic|siret:siret|name:denominationUniteLegale|trade_name:enseigne1Etablissement|"
    "activity_code:activitePrincipaleEtablissement|street_number:numeroVoieEtablissement|"
    "street_type:typeVoieEtablissement|street_name:libelleVoieEtablissement|"
    "postal_code:codePostalEtablissement|city:libelleCommuneEtablissement|"
    "legal_form:categorieJuridiqueUniteLegale|headcount_band:trancheEffectifsEtablissement",
}
CONTACTS = {
    "pipedrive": "import_key:Person - ID|full_name:Person - Name|company_name:Person - Organization|"
    "email:Person - Email - Work|phone:Person - Phone - Work|function:Person - Job Title",
    "hubspot": "first_name:First Name|last_name:Last Name|email:Email|phone:Phone Number|"
    "mobile:Mobile Phone Number|function:Job Title|company_name:Company Name",
    "salesforce": "import_key:Contact ID|civility:Salutation|first_name:First Name|last_name:Last Name|"
    "function:Title|company_name:Account Name|email:Email|phone:Phone|mobile:Mobile|department:Department",
}


def check(header: str, target: str) -> None:
    pairs = [pair.partition(":")[::2] for pair in header.split("|")]
    row = ";".join(VALUES[field] for field, _name in pairs)
    run = make_import(text_file(";".join(name for _field, name in pairs), row, row, row))
    assert run.target == target
    assert run.mapping == {str(at): field for at, (field, _name) in enumerate(pairs) if field}


@pytest.mark.parametrize("program", COMPANIES)
def test_companies_of(program: str) -> None:
    check(COMPANIES[program], "companies")


@pytest.mark.parametrize("program", CONTACTS)
def test_contacts_of(program: str) -> None:
    check(CONTACTS[program], "contacts")
