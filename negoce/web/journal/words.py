"""Kinds of records, what was done to them and their fields, in words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.automation.words import SETTING_LABELS
from negoce.companies.permissions import is_custom
from negoce.negotiation.words.conclusion import FACTS as CONCLUSION_FACTS
from negoce.negotiation.words.financing import LABELS as FINANCING_LABELS
from negoce.negotiation.words.tender import TENDER_LABELS
from negoce.negotiation.words.tender_award import AWARD_LABELS
from negoce.negotiation.words.tender_file import FILE_LABELS
from negoce.portfolio.threshold_words import THRESHOLD_LABELS
from negoce.web.custom.words import custom_words

# Kind of the journal → (what it is called, the model whose field names speak).
KINDS: Mapping[str, tuple[Any, str]] = {
    "company": (_("Entreprise"), "companies.Company"),
    "address": (_("Adresse"), "companies.Address"),
    "contact": (_("Interlocuteur"), "companies.Contact"),
    "post": (_("Poste"), "companies.Post"),
    "observation": (_("Observation"), "companies.Observation"),
    "contact_preference": (_("Préférence d’un interlocuteur"), "companies.ContactPreference"),
    "preference": (_("Préférence d’un interlocuteur"), "companies.ContactPreference"),
    "opposition": (_("Opposition"), "companies.Opposition"),
    "activity": (_("Activité"), "companies.Activity"),
    "declared_fact": (_("Comportement d’affaires"), "companies.DeclaredFact"),
    "competitor": (_("Concurrent"), "companies.Competitor"),
    "qualification": (_("Qualification"), "prospecting.QualificationAnswer"),
    "qualification_grid": (_("Grille de qualification"), "prospecting.QualificationGrid"),
    "scoring_fit": (_("Score appris"), "portfolio.ScoringFit"),
    "score_rule": (_("Règle de score"), "prospecting.ScoreRule"),
    "referral": (_("Recommandation"), "prospecting.Referral"),
    "public_form": (_("Formulaire public"), "prospecting.PublicForm"),
    "mailing": (_("Envoi en nombre"), "prospecting.Mailing"),
    "call_session": (_("Session d’appels"), "prospecting.CallSession"),
    "call_script": (_("Script d’appels"), "prospecting.CallScript"),
    "fair": (_("Salon"), "prospecting.Fair"),
    "prospecting_plan": (_("Plan de prospection"), "prospecting.ProspectingPlan"),
    "channel_choice": (_("Choix de canaux"), "prospecting.ChannelChoice"),
    "market_fact": (_("Signal du marché"), "prospecting.MarketFact"),
    "rights_request": (_("Demande RGPD"), "companies.RightsRequest"),
    "privacy_settings": (_("Conservation des données"), ""),
    "processing_entry": (_("Registre des traitements"), "companies.ProcessingEntry"),
    "argument": (_("Argument"), "negotiation.Argument"),
    "objection": (_("Objection"), "negotiation.Objection"),
    "sales_aid": (_("Aide de vente"), "negotiation.SalesAid"),
    "file_source": (_("Fichier et licence"), "prospecting.FileSource"),
    "playbook": (_("Scénario"), "automation.Playbook"),
    "segment_offer": (_("Offre par statut"), "automation.SegmentOffer"),
    "status_budget": (_("Budget d’un statut"), "portfolio.StatusBudget"),
    "planned_action": (_("Action du plan commercial"), "portfolio.PlannedAction"),
    "sales_plan": (_("Plan d’actions commerciales"), ""),
    "testimonial": (_("Témoignage"), "portfolio.Testimonial"),
    "status_override": (_("Statut déclaré"), ""),
    "portfolio_settings": (_("Coûts et réglages du portefeuille"), ""),
    "told_reason": (_("Raison de partir ou de rester"), "portfolio.ToldReason"),
    "target_weights": (_("Poids de la matrice IPO/IPA"), ""),
    "target_criterion": (_("Critère IPO/IPA"), ""),
    "target_note": (_("Note IPO/IPA"), ""),
    "life_thresholds": (_("Seuils du cycle de vie"), ""),
    "season": (_("Saison"), ""),
    "visit_tour": (_("Tournée"), "portfolio.VisitTour"),
    "day_settings": (_("Réglages de Ma journée"), ""),
    "day_action": (_("Action de Ma journée"), "automation.DayAction"),
    "deal": (_("Affaire"), "negotiation.Deal"),
    "sales_cycle": (_("Cycle de vente"), "negotiation.SalesCycle"),
    "approach": (_("Démarche avant affaire"), "negotiation.Approach"),
    "bargaining": (_("Marge de manœuvre"), "negotiation.Bargaining"),
    "pitch_block": (_("Bloc de pitch"), "negotiation.PitchBlock"),
    "pitch": (_("Pitch d’une affaire"), "negotiation.PitchPiece"),
    "preparation": (_("Préparation d’un entretien"), "negotiation.DealPreparation"),
    "concession": (_("Concession"), "negotiation.Concession"),
    "objective": (_("Objectif d’entretien"), "negotiation.Objective"),
    "margin_objective": (_("Objectif de marge"), "negotiation.Objective"),
    "debrief": (_("Bilan d’entretien"), ""),
    "tender": (_("Appel d’offres"), "negotiation.Tender"),
    "own_certificate": (_("Document de la maison"), "negotiation.OwnCertificate"),
    "buying_body": (_("Acheteur collectif"), "negotiation.BuyingBody"),
    "financing": (_("Financement"), "negotiation.Financing"),
    "quote": (pgettext_lazy("un", "Devis"), "negotiation.Quote"),
    "payment": (_("Règlement"), "billing.Payment"),
    "receivable": (_("Compte client"), "billing.Receivable"),
    "reminder": (_("Relance"), "billing.Reminder"),
    "reminder_plan": (_("Étapes de relance"), "billing.ReminderPlanStep"),
    "bank_statement": (_("Relevé bancaire"), "billing.BankStatement"),
    "bank_line": (_("Mouvement bancaire"), "billing.BankLine"),
    "tag": (_("Étiquette"), "companies.Tag"),
    "custom_field": (_("Champ personnalisé"), ""),
    "saved_view": (_("Vue"), "companies.SavedView"),
    "import": (_("Import"), "companies.ImportRun"),
    "export": (_("Export"), ""),
    "win_loss": (_("Gagné, perdu"), ""),
    "offer_segments": (_("Prestations × clientèles"), ""),
    "product": (_("Produit"), "catalogue.Product"),
    "product_family": (_("Famille de produits"), "catalogue.ProductFamily"),
    "price_list": (_("Tarif"), "catalogue.PriceList"),
    "negotiated_price": (_("Prix négocié"), "catalogue.NegotiatedPrice"),
    "order": (_("Commande"), "orders.Order"),
    "invoice": (_("Facture"), "billing.FiscalDocument"),
    "invoice_series": (_("Série de factures"), "billing.FiscalSeries"),
    "rebate": (_("Ristourne"), "billing.RebateAgreement"),
    "contract": (_("Contrat"), "loyalty.Contract"),
    "terms_of_sale": (_("Conditions de vente"), "catalogue.TermsOfSale"),
    "message": (_("Message"), "outbox.Message"),
    "message_template": (_("Modèle de message"), "outbox.MessageTemplate"),
    "user": (_("Compte"), "identity.User"),
    "team": (_("Équipe"), "identity.Team"),
    "sales_target": (_("Objectif de vente"), ""),
    "report": (_("Rapport"), "portfolio.SavedReport"),
    "territory": (_("Secteur"), "identity.Territory"),
    "role": (_("Rôle"), ""),
    "api_token": (_("Jeton d’accès"), ""),
    "parameter": (_("Taux ou plafond"), "parameters.Parameter"),
    "seller": (_("Votre entreprise"), "parameters.Seller"),
}
VERBS: Mapping[str, Any] = {
    "won": _("Affaire gagnée"),
    "reviewed": _("Revue après l’entretien"),
    "lost": _("Affaire perdue"),
    "refused": _("Action refusée"),
    "reopened": _("Réouverture"),
    "decided": _("Décision d’y répondre ou non"),
    "outcome_told": _("Résultat noté"),
    "created": _("Création"),
    "changed": _("Modification"),
    "issued": _("Émission d’une facture"),
    "set_aside": _("Mise à l’écart"),
    "put_back": _("Remise en attente"),
    "updated": _("Modification"),
    "deleted": _("Suppression"),
    "restored": _("Rétablissement"),
    "archived": _("Archivage"),
    "merged": _("Fusion"),
    "not_same": _("Doublon écarté"),
    "not_same_undone": _("Doublon à revoir"),
    "merge_undone": _("Fusion annulée"),
    "imported": _("Import"),
    "exported": _("Export"),
    "export": _("Export d’une liste"),
    "import": _("Import d’un fichier"),
    "import_undone": _("Annulation d’un import"),
    "import_cancelled": _("Import abandonné"),
    "import_discarded": _("Brouillon d’import jeté"),
    "bulk_undo": _("Annulation d’un changement en nombre"),
    "erased": _("Effacement"),
    "invited": _("Invitation"),
    "done": _("Activité faite"),
    "undone": _("Annulation"),
    "job_moved": _("Changement de poste"),
    "signed_in": _("Connexion"),
    "password_changed": _("Changement de mot de passe"),
    "second_factor_added": _("Double authentification activée"),
    "second_factor_removed": _("Double authentification désactivée"),
    "recovery_codes_made": _("Nouveaux codes de secours"),
    "session_ended": _("Déconnexion d’un autre appareil"),
    "revoked": _("Révocation"),
    "approval_asked": _("Accord demandé"),
    "approved": _("Accord donné"),
    "approval_refused": _("Accord refusé"),
    "new_version": _("Nouvelle version"),
    "sent": _("Envoi"),
    "accepted": _("Acceptation"),
    "cancelled": _("Annulation"),
    "closed": _("Clôture"),
    "submitted": _("Envoi à la plateforme"),
    "settled": _("Affectation d’un règlement"),
    "written_off": _("Écart de règlement soldé"),
    "sessions_ended": _("Déconnexion des autres appareils"),
    "informed": _("Information RGPD notée"),
    "asked_again": _("Personne interrogée de nouveau"),
    "started": _("Lancement"),
    "ended": _("Fin appliquée"),
    "unsubscribed": _("Désinscription des envois"),
    "resubscribed": _("Réinscription aux envois"),
}
# Fields whose column has no name in words, or that are no column.
FIELDS: Mapping[str, Any] = {
    **TENDER_LABELS,
    "name": _("nom"),
    "email": _("adresse e-mail"),
    "first_name": _("prénom"),
    "last_name": _("nom"),
    "role": _("rôle"),
    "scope": _("voit"),
    "team": _("équipe"),
    "people": _("personnes"),
    "influence_map": _("carte d’influence"),
    "prefixes": _("codes"),
    "permissions": _("droits"),
    "method": _("moyen"),
    "second_factor_required": _("double authentification obligatoire"),
    "is_active": _("peut se connecter"),
    "fields_margin": _("coûts et marges"),
    "fields_personal": _("données personnelles"),
    "fields_observations": _("observations"),
    "calendar": _("à l’agenda"),
    "visit_hours": _("heures de visite"),
    "visit_closed": _("ne reçoit pas le"),
    "visit_minutes": _("durée d’une visite (min)"),
    "owner": _("suivi par"),
    "territory": _("secteur"),
    "parent": _("société mère"),
    "company": _("entreprise"),
    "contact": _("interlocuteur"),
    "current_post": _("poste actuel"),
    "tags": _("étiquettes"),
    "kind": _("type"),
    "label": _("libellé"),
    "line1": _("adresse"),
    "line2": _("complément"),
    "rows": _("lignes"),
    "count": _("nombre"),
    "format": _("format"),
    "file": _("fichier"),
    "filters": _("filtres"),
    "steps": _("étapes"),
    "reason": _("motif"),
    "status": _("statut"),
    "ends_on": _("jusqu’au"),
    "columns": _("colonnes"),
    "colour": _("couleur"),
    "companies": _("entreprises"),
    "merged_with": _("réunie avec"),
    "not_same_as": _("n’est pas"),
    "views": _("vues"),
    "scopes": _("droits"),
    "expires_at": _("expire le"),
    "group": _("groupe de droits"),
    "choices": _("choix"),
    "decimals": _("décimales"),
    "searchable": _("trouvé par la recherche"),
    "position": _("place"),
    "created_count": _("fiches créées"),
    "updated_count": _("fiches mises à jour"),
    "unchanged_count": _("lignes déjà à jour"),
    "skipped_count": _("lignes laissées"),
    "refused_count": _("lignes refusées"),
    "asked_count": _("lignes à décider"),
    "undone_count": _("fiches remises comme avant"),
    "kept_count": _("fiches gardées"),
    "target_heads": _("clients visés"),
    "budget": _("budget d’actions"),
    "visits_a_year": _("visites par an à chacun"),
    "acquisition_cost": _("coût d’acquisition d’un client"),
    "contact_cost": _("coût d’un appel ou d’une visio"),
    "message_cost": _("coût d’un courrier ou e-mail"),
    "visit_days": _("jours de visite par an"),
    "visits_a_day": _("visites par jour"),
    "contact_days": _("délai de contact sans visite prévue"),
    "step_added": _("étape ajoutée"),
    "step_changed": _("étape modifiée"),
    "step_removed": _("étape retirée"),
    "switched_on": _("en marche"),
    "stopped": _("arrêté pour l’entreprise"),
    "launched": _("lancée"),
    "ended": _("fin appliquée"),
    "completed": _("complétée"),
    "proof": _("preuve"),
    "asked_again": _("interrogée de nouveau"),
    "copied": _("actions reprises"),
    "off_premises": _("conclu hors établissement"),
    "outside_activity": _("hors de l’activité principale de l’acheteur"),
    "is_service": _("vente d’un service"),
    "information_given": _("information sur la rétractation remise"),
    "buyer_score": _("note de l’acheteur"),
    "objection_heard": _("objection entendue"),
    "handed_out": _("remis à un client"),
    "lent_until": _("à récupérer le"),
    "aid": _("aide à emporter"),
    "objection_expected": _("objection attendue"),
    "answer": _("réponse"),
    **{name: words for name, words in FINANCING_LABELS.items() if name not in ("amount", "is_service")},
    **CONCLUSION_FACTS,
    **AWARD_LABELS,
    **FILE_LABELS,
    **THRESHOLD_LABELS,
    **SETTING_LABELS,
}


def kind_words(kind: str) -> str:
    """What a kind of record is called."""
    return str(KINDS[kind][0]) if kind in KINDS else kind.replace("_", " ")


def verb_words(verb: str) -> str:
    """What was done."""
    return str(VERBS[verb]) if verb in VERBS else verb.replace("_", " ")


def field_words(kind: str, field: str) -> str:
    """What a field is called: as on its own page, as here, or its bare name."""
    if is_custom(field):
        return custom_words(kind, field)[0]
    found = column(kind, field)
    # Django makes a name from the column's own when none was given: that one is English.
    if found is not None and str(found.verbose_name) != found.name.replace("_", " "):
        return str(found.verbose_name)
    bare = field.removesuffix("_id")
    return str(FIELDS[bare]) if bare in FIELDS else bare.replace("_", " ")


def named_fields(kind: str) -> list[tuple[str, str]]:
    """The fields of a kind of record that have a name in words, as they may stand in the journal."""
    model = KINDS[kind][1]
    if not model:
        return []
    columns = [found for found in apps.get_model(model)._meta.concrete_fields if _is_named(found)]
    return [(found.name, field_words(kind, found.name)) for found in columns]


def _is_named(found: Field[Any, Any]) -> bool:
    """Django makes a name from the column's own when none was given: that one is English, for no reader."""
    if found.primary_key:
        return False
    return str(found.verbose_name) != found.name.replace("_", " ") or found.name in FIELDS


@lru_cache(maxsize=2048)
def column(kind: str, field: str) -> Field[Any, Any] | None:
    """The column that a field of the journal names, if there is one."""
    model = KINDS.get(kind, ("", ""))[1]
    if not model:
        return None
    try:
        found = apps.get_model(model)._meta.get_field(field.removesuffix("_id"))
    except FieldDoesNotExist:
        return None
    return found if isinstance(found, Field) else None
