"""What each member of a closed list is called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.companies.enums import (
    ActivityCodeVersion,
    AddressKind,
    BuyerType,
    BuyingPractice,
    CompanyKind,
    DeclaredKind,
    DirectoryNeed,
    FactSource,
    OriginChannel,
    PublicBodyKind,
    Relation,
    TagColour,
)
from negoce.companies.words.contact_choices import CONTACT_LABELS
from negoce.companies.words.privacy_words import PRIVACY_LABELS

_COMPANY_LABELS: Mapping[type[StrEnum], Mapping[str, Any]] = {
    CompanyKind: {
        CompanyKind.MANUFACTURER: _("Fabricant"),
        CompanyKind.IMPORTER: _("Importateur"),
        CompanyKind.WHOLESALER: _("Grossiste"),
        CompanyKind.COOPERATIVE: _("Coopérative"),
        CompanyKind.BUYING_GROUP: _("Centrale d’achat"),
        CompanyKind.RETAILER: _("Détaillant"),
        CompanyKind.SERVICE: _("Prestataire de services"),
    },
    Relation: {
        Relation.CUSTOMER: _("Client ou prospect"),
        Relation.SUPPLIER: _("Fournisseur"),
        Relation.DISTRIBUTOR: _("Distributeur"),
        Relation.PARTNER: _("Partenaire"),
    },
    DeclaredKind: {
        DeclaredKind.PROCESS: _("Processus d’achat"),
        DeclaredKind.NEGOTIATION: _("Négociation pratiquée"),
        DeclaredKind.COMPETITOR: _("Concurrent en place"),
        DeclaredKind.PURCHASES: _("Total de leurs achats"),
    },
    BuyingPractice: {
        BuyingPractice.MUTUAL: _("Gré à gré"),
        BuyingPractice.QUOTES: _("Plusieurs devis comparés"),
        BuyingPractice.TENDER: _("Appel d’offres"),
        BuyingPractice.FRAMEWORK: _("Contrat-cadre annuel"),
        BuyingPractice.REVERSE_AUCTION: _("Enchères inversées"),
        BuyingPractice.REFERENCING: _("Référencement par une centrale"),
        BuyingPractice.CATALOGUE: _("Commande sur catalogue"),
    },
    FactSource: {
        FactSource.INTERVIEW: _("Entretien"),
        FactSource.DOCUMENT: _("Document du client"),
        FactSource.PUBLISHED: _("Source publiée"),
        FactSource.THIRD_PARTY: _("Un tiers"),
        FactSource.ESTIMATE: _("Notre estimation"),
    },
    BuyerType: {
        BuyerType.BUSINESS: _("Entreprise"),
        BuyerType.WORKS_COUNCIL: _("Comité social et économique"),
        BuyerType.PUBLIC_BODY: _("Acheteur public"),
    },
    PublicBodyKind: {
        PublicBodyKind.STATE: _("État"),
        PublicBodyKind.LOCAL_AUTHORITY: _("Collectivité territoriale"),
        PublicBodyKind.HOSPITAL: _("Établissement de santé"),
        PublicBodyKind.UTILITY: _("Entité adjudicatrice"),
        PublicBodyKind.PUBLIC_UNDERTAKING: _("Entreprise publique"),
        PublicBodyKind.OTHER: _("Autre acheteur public"),
    },
    DirectoryNeed: {
        DirectoryNeed.REQUIRED: _("Oui"),
        DirectoryNeed.NOT_REQUIRED: _("Non"),
    },
    OriginChannel: {
        OriginChannel.DOOR_TO_DOOR: _("Porte-à-porte"),
        OriginChannel.PHONE: _("Téléphone"),
        OriginChannel.LETTER: _("Courrier"),
        OriginChannel.EMAIL: _("E-mail"),
        OriginChannel.NEWSLETTER: _("Lettre d’information"),
        OriginChannel.FAIR: _("Salon"),
        OriginChannel.SOCIAL_NETWORK: _("Réseau social"),
        OriginChannel.SEARCH: _("Recherche en ligne"),
        OriginChannel.REFERRAL: _("Recommandation"),
        OriginChannel.NETWORK: _("Réseau de relations"),
        OriginChannel.INBOUND: _("Demande entrante"),
        OriginChannel.PURCHASED_FILE: _("Fichier acheté"),
        OriginChannel.RENTED_FILE: _("Fichier loué"),
        OriginChannel.OWN_FILE: _("Fichier interne"),
    },
    ActivityCodeVersion: {
        ActivityCodeVersion.NAF_REV2: _("NAF rév. 2"),
        ActivityCodeVersion.NAF_2025: _("NAF 2025"),
    },
    AddressKind: {
        AddressKind.HEAD_OFFICE: _("Siège"),
        AddressKind.BILLING: _("Facturation"),
        AddressKind.DELIVERY: _("Livraison"),
        AddressKind.SITE: _("Site"),
    },
    TagColour: {
        TagColour.NEUTRAL: _("Neutre"),
        TagColour.GOOD: _("Vert"),
        TagColour.WARN: _("Orange"),
        TagColour.BAD: _("Rouge"),
        TagColour.INFO: _("Bleu"),
    },
}
LABELS: Mapping[type[StrEnum], Mapping[str, Any]] = {**_COMPANY_LABELS, **CONTACT_LABELS, **PRIVACY_LABELS}

SIZE_LABELS: Mapping[str, Any] = {
    "micro": _("Microentreprise"),
    "pme": _("PME"),
    "eti": _("ETI"),
    "ge": _("Grande entreprise"),
}


def choice_label(enum: type[StrEnum], value: str) -> str:
    """The words of one stored value; the value itself when the list does not know it, empty for none."""
    return str(LABELS[enum].get(value, value))


def choice_options(enum: type[StrEnum]) -> Sequence[tuple[str, str]]:
    """Pairs of stored value and words, in the order of the list, for a field of a form or a filter."""
    return [(member.value, str(LABELS[enum][member])) for member in enum]
