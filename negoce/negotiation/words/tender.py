"""The words of tenders: their closed lists, and the sentences of their rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from negoce.kit.explain import Finding
from negoce.negotiation.enums import BuyerKind, CallKind, NeedKind, TenderAlarmKind, TenderStage
from negoce.negotiation.rules.tender_price_note import PriceMethod
from negoce.negotiation.rules.tender_procedure import Procedure, Publicity
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.ui.words.say import say as say_with
from negoce.ui.words.say import short_day

# Of an activity.
SUBJECT_MAX = 200
BUYER_KINDS: Mapping[str, Any] = {
    BuyerKind.LOCAL: _("Commune, région, hôpital, autre pouvoir adjudicateur"),
    BuyerKind.STATE: _("État : ministère, service central"),
    BuyerKind.UTILITY: _("Entité adjudicatrice : eau, énergie, transport, poste"),
    BuyerKind.DEFENCE: _("Défense et sécurité"),
    BuyerKind.PRIVATE: _("Entreprise privée"),
}
NEED_KINDS: Mapping[str, Any] = {
    NeedKind.SUPPLIES: _("Fournitures"),
    NeedKind.SERVICES: _("Services"),
    NeedKind.WORKS: _("Travaux"),
    NeedKind.SOCIAL: _("Services sociaux et autres services spécifiques"),
}
PROCEDURES: Mapping[str, Any] = {
    Procedure.FREE: _("Libre"),
    Procedure.EXEMPT: _("Sans publicité ni mise en concurrence"),
    Procedure.ADAPTED: _("Procédure adaptée (MAPA)"),
    Procedure.FORMAL: _("Procédure formalisée"),
}
PUBLICITIES: Mapping[str, Any] = {
    Publicity.NONE: _("Aucune imposée"),
    Publicity.FREE_FORM: _("Libre, adaptée à l’achat"),
    Publicity.NOTICE: _("BOAMP ou journal d’annonces légales"),
    Publicity.EUROPEAN: _("Avis européen (JOUE)"),
}
CALL_KINDS: Mapping[str, Any] = {
    CallKind.OPEN: _("Appel d’offres ouvert"),
    CallKind.RESTRICTED: _("Appel d’offres restreint"),
}
PRICE_METHODS: Mapping[str, Any] = {
    PriceMethod.CLASSIC: _("Classique : prix le plus bas ÷ prix"),
    PriceMethod.MIN_MAX: _("Linéaire entre le plus bas et le plus haut"),
    PriceMethod.LOWEST: _("Linéaire sur le plus bas (n)"),
}
STAGES: Mapping[str, Any] = {
    TenderStage.CONSULTATION: _("Consultation"),
    TenderStage.APPLICATION: _("Candidature"),
    TenderStage.SELECTION: _("Sélection"),
    TenderStage.SUBMITTED: _("Offre remise"),
    TenderStage.WON: _("Gagné"),
    TenderStage.LOST: _("Perdu"),
    TenderStage.WITHDRAWN: _("Abandonné"),
    TenderStage.NO_RESULT: _("Sans suite"),
}
ALARMS: Mapping[str, Any] = {
    TenderAlarmKind.VISIT: _("Visite du site"),
    TenderAlarmKind.QUESTIONS: _("Fin des questions"),
    TenderAlarmKind.APPLICATIONS: _("Remise des candidatures"),
    TenderAlarmKind.OFFERS: _("Remise des offres"),
    TenderAlarmKind.NEXT: _("Prochaine consultation"),
}
GO_NOTES: Mapping[str, Any] = {
    "interest_technical": _("Intérêt technique"),
    "interest_economic": _("Intérêt économique"),
    "interest_commercial": _("Intérêt commercial"),
    "accessibility_technical": _("Accessibilité technique"),
    "accessibility_economic": _("Accessibilité économique"),
    "accessibility_commercial": _("Accessibilité commerciale"),
    "capacity_technical": _("Capacité technique"),
    "capacity_economic": _("Capacité économique"),
    "capacity_commercial": _("Capacité commerciale"),
}
# What the journal tells of a tender beside its own columns.
TENDER_LABELS: Mapping[str, Any] = {
    "go": _("répondre"),
    "mean": _("moyenne"),
    "question": _("question"),
    "asked_on": _("posée le"),
    "asked_by": _("posée par"),
    "answered_on": _("répondue le"),
    "known_on": _("résultat connu le"),
    "lessons": _("leçons"),
    "reasons_asked_on": _("motifs demandés le"),
    "reasons_told_on": _("motifs reçus le"),
    "next_on": _("prochaine consultation vers le"),
}
# What each of the three aspects asks.
GO_ASPECTS: Mapping[str, tuple[Any, Any]] = {
    "interest": (_("Intérêt"), _("Que vaut ce marché pour nous ?")),
    "accessibility": (_("Accessibilité"), _("Pouvons-nous le gagner ?")),
    "capacity": (_("Capacité"), _("Saurons-nous le tenir ?")),
}
GO_SIGHTS: Mapping[str, Any] = {
    "technical": _("Technique"),
    "economic": _("Économique"),
    "commercial": pgettext_lazy("point de vue", "Commercial"),
}
TENDER_MESSAGES: Mapping[str, Any] = {
    "tender.buyer_needed": _("Choisissez le type d’acheteur."),
    "tender.need_needed": _("Choisissez le type d’achat."),
    "tender.name_needed": _("Dites en quelques mots ce que l’acheteur veut acheter."),
    "tender.applications_before_notice": _(
        "Les candidatures ne peuvent pas être attendues avant la publication de l’avis."
    ),
    "tender.invited_before_notice": _("L’invitation ne peut pas précéder la publication de l’avis."),
    "tender.offers_before_applications": _("Les offres se remettent au plus tôt le jour des candidatures."),
    "tender.visit_after_offers": _("La visite a lieu au plus tard le jour des offres."),
    "tender.offers_past": _(
        "Les offres étaient attendues au plus tard le %(day)s : notez l’offre remise, ou le dossier abandonné."
    ),
    "tender.applications_past": _(
        "Les candidatures étaient attendues au plus tard le %(day)s : passez à la sélection si la vôtre est partie."
    ),
    "tender.applications_too_short": _(
        "Les candidatures, le %(given)s, ferment avant la fin du délai minimal, le %(until)s (jours manquants :"
        " %(missing)s)."
    ),
    "tender.offers_before_notice": _(
        "Les offres ne peuvent pas être attendues avant la publication de l’avis."
    ),
    "tender.questions_after_offers": _("Les questions se posent au plus tard le jour des offres."),
    "tender.amount_needed": _("Il faut un montant au-dessus de zéro."),
    "tender.lots_do_not_add_up": _(
        "Les lots font %(lots)s € en tout, le besoin %(amount)s € : ils doivent être égaux."
    ),
    "tender.thresholds_unknown": _(
        "Les seuils connus commencent le %(first)s ; une consultation du %(day)s suit des seuils plus anciens, qui ne"
        " sont pas repris ici."
    ),
    "tender.thresholds_past": _(
        "Les seuils connus valent jusqu’au %(last)s : les suivants sont à vérifier à leur publication."
    ),
    "tender.private_buyer": _(
        "Une entreprise privée n’est tenue à aucune procédure : son règlement de consultation fait loi."
    ),
    "tender.exempt": _(
        "%(amount)s € HT sont sous %(threshold)s € : l’acheteur peut acheter sans publicité ni mise en concurrence."
    ),
    "tender.not_exempt": _("%(amount)s € HT atteignent %(threshold)s € : une mise en concurrence est due."),
    "tender.adapted": _("%(amount)s € restent sous %(threshold)s € : procédure adaptée."),
    "tender.formal": _("%(amount)s € atteignent %(threshold)s € : procédure formalisée, avis européen."),
    "tender.free_form": _("Sous %(threshold)s €, l’acheteur choisit sa publicité."),
    "tender.notice": _("Dès %(threshold)s € : avis au BOAMP ou dans un journal d’annonces légales."),
    "tender.social": _("Services sociaux et spécifiques : procédure adaptée quel que soit le montant."),
    "tender.social_european": _("%(amount)s € atteignent %(threshold)s € : avis européen."),
    "tender.splitting": _(
        "Le montant est celui du besoin entier, tous lots et reconductions compris : le découper pour rester sous un"
        " seuil est interdit."
    ),
    "tender.documents_online": _("Dès %(from)s € : documents de la consultation gratuits en ligne."),
    "tender.most_turnover": _(
        "Chiffre d’affaires exigé des candidats : au plus 1,5 fois %(amount)s €, soit %(turnover)s €."
    ),
    "tender.small_lots": _(
        "Lots sous %(ceiling)s € : %(small)s. Des plus petits aux plus grands, %(taken)s d’entre eux font"
        " %(together)s €, dans la limite de %(percent)s %% du total (%(most)s €) : ceux-là peuvent passer en"
        " procédure adaptée."
    ),
    "tender.to_confirm_small_lots": _("La règle des petits lots est à confirmer dans le texte."),
    "tender.to_confirm_notice": _(
        "Pour cet acheteur, le palier de 90 000 € de la publicité est à confirmer."
    ),
    "tender.to_confirm_formal": _("Le seuil européen de 750 000 € de ces services est à confirmer."),
    "tender.to_confirm_exempt": _(
        "Avant le 1er avril 2026, le seuil de dispense de ces services est à confirmer : il était de 40 000 € pour les"
        " autres."
    ),
    "tender.open_35": _(
        "Appel d’offres ouvert : %(days)s jours après l’envoi du %(from)s, non compté : %(until)s."
    ),
    "tender.open_35_moved": _(
        "Appel d’offres ouvert : %(days)s jours après l’envoi du %(from)s, non compté : %(counted)s, reporté au jour"
        " ouvré : %(until)s."
    ),
    "tender.open_30": _(
        "Appel d’offres ouvert, offres électroniques : %(days)s jours après l’envoi du %(from)s, non compté :"
        " %(until)s."
    ),
    "tender.open_30_moved": _(
        "Appel d’offres ouvert, offres électroniques : %(days)s jours après l’envoi du %(from)s, non compté :"
        " %(counted)s, reporté au jour ouvré : %(until)s."
    ),
    "tender.open_15": _(
        "Urgence ou avis de préinformation : %(days)s jours après l’envoi du %(from)s, non compté : %(until)s."
    ),
    "tender.open_15_moved": _(
        "Urgence ou avis de préinformation : %(days)s jours après l’envoi du %(from)s, non compté : %(counted)s,"
        " reporté au jour ouvré : %(until)s."
    ),
    "tender.applications": _(
        "Candidatures : %(days)s jours après l’envoi du %(from)s, non compté : %(until)s."
    ),
    "tender.applications_moved": _(
        "Candidatures : %(days)s jours après l’envoi du %(from)s, non compté : %(counted)s, reporté au jour ouvré :"
        " %(until)s."
    ),
    "tender.offers_30": _("Offres : %(days)s jours après l’invitation du %(from)s, non comptée : %(until)s."),
    "tender.offers_30_moved": _(
        "Offres : %(days)s jours après l’invitation du %(from)s, non comptée : %(counted)s, reporté au jour ouvré :"
        " %(until)s."
    ),
    "tender.offers_25": _(
        "Offres électroniques : %(days)s jours après l’invitation du %(from)s, non comptée : %(until)s."
    ),
    "tender.offers_25_moved": _(
        "Offres électroniques : %(days)s jours après l’invitation du %(from)s, non comptée : %(counted)s, reporté au"
        " jour ouvré : %(until)s."
    ),
    "tender.not_invited": _("Le délai des offres se comptera de l’invitation envoyée aux candidats retenus."),
    "tender.invited_before_sent": _(
        "L’invitation (%(invited)s) ne peut pas précéder l’envoi de l’avis (%(sent)s)."
    ),
    "tender.invited_early": _(
        "L’invitation du %(invited)s part avant la fin du délai des candidatures, le %(applications)s."
    ),
    "tender.restricted_not_shortened": _(
        "Les délais raccourcis d’un appel d’offres restreint sont à confirmer : le délai entier est montré."
    ),
    "tender.time_enough": _("La date donnée, le %(given)s, laisse le délai minimal."),
    "tender.time_too_short": _(
        "La date donnée, le %(given)s, précède la fin du délai minimal, le %(until)s (jours manquants : %(missing)s)."
    ),
    "price_note.no_price": _("Il faut au moins une offre."),
    "price_note.price_not_above_zero": _(
        "Ligne %(line)s : un prix de %(price)s € ne se note pas, il doit être au-dessus de zéro."
    ),
    "price_note.no_highest": _("La note la plus haute doit être au-dessus de zéro."),
    "price_note.slope": _("n vaut %(n)s : il doit être au-dessus de 1."),
    "price_note.bounds": _(
        "Offres : %(offers)s, de %(lowest)s à %(dearest)s € : la moins chère a toujours la meilleure note."
    ),
    "price_note.all_alike": _("Toutes au même prix : chacune a %(highest)s."),
    "price_note.classic": _("%(highest)s × %(lowest)s ÷ %(price)s = %(note)s."),
    "price_note.min_max": _(
        "%(highest)s × (%(dearest)s − %(price)s) ÷ (%(dearest)s − %(lowest)s) = %(note)s."
    ),
    "price_note.lowest": _(
        "%(highest)s × (%(n)s × %(lowest)s − %(price)s) ÷ (%(below)s × %(lowest)s) = %(note)s, zéro au moins."
    ),
    "grid.nothing_to_compare": _("Il faut au moins une offre et un critère."),
    "grid.weights": _("Les poids font %(sum)s %% : il faut 100 (écart de %(missing)s)."),
    "grid.criterion_without_notes": _("Le critère « %(criterion)s » n’a aucune note."),
    "grid.note_missing": _("Le critère « %(criterion)s » n’a pas de note pour l’offre %(offer)s."),
    "grid.criterion": _("%(offer)s, %(criterion)s : %(weight)s × %(note)s = %(points)s."),
    "grid.total": _("%(offer)s : %(points)s ÷ 100."),
    "grid.exact_notes": _("Les notes du prix comptent sans arrondi ; elles sont montrées à deux décimales."),
    "grid.nearly_a_tie": _(
        "%(first)s et %(second)s ne se départagent qu’au-delà de la troisième décimale : un acheteur qui arrondit"
        " les mettrait à égalité."
    ),
    "grid.tie": _(
        "Deux offres au moins arrivent premières à égalité : l’acheteur doit dire ce qui les départage."
    ),
    "simulation.nothing_to_price": _("Il faut au moins un fournisseur, un scénario et une ligne."),
    "simulation.price_missing": _("« %(item)s » n’a pas de prix chez %(supplier)s."),
    "simulation.cost": _("Scénario %(scenario)s, %(supplier)s : %(lines)s prix × quantités = %(cost)s € HT."),
    "simulation.rank_changes": _("Le moins cher n’est pas le même selon le scénario."),
    "simulation.free_line": _("Un prix unitaire est à zéro : vérifiez qu’il est voulu."),
    "go.note_missing": _("Il faut les neuf notes."),
    "go.manager_needed": _(
        "Les notes conseillent de répondre : un responsable peut décider de renoncer, en disant pourquoi."
    ),
    "go.manager_needed_to_go": _(
        "Les notes conseillent de renoncer : un responsable peut décider de répondre, en disant pourquoi."
    ),
    "go.reason_needed": _("Contre le conseil des notes, dites en quelques mots pourquoi."),
    "result.outcome_needed": _("Dites comment la consultation s’est terminée."),
    "result.day_to_come": _("Ce jour n’est pas encore venu."),
    "result.told_before": _("Les motifs ne peuvent pas précéder leur demande."),
    "result.next_past": _("La prochaine consultation est à venir, dans les dix ans."),
    "result.price_above_zero": _("Un prix est au-dessus de zéro ; laissez vide ce qui n’est pas connu."),
    "result.rank_from_one": _("Les rangs commencent à 1."),
    "result.name_needed": _("De qui est cette offre ?"),
    "result.name_twice": _("Ce candidat est déjà cité."),
    "question.needed": _("Écrivez la question."),
    "question.day_needed": _("Donnez le jour, aujourd’hui au plus tard."),
    "question.answer_needed": _("Écrivez la réponse, ou laissez sa date vide."),
    "question.answered_before": _("La réponse ne peut pas précéder la question."),
    "question.late": _("posée après le dernier jour des questions"),
    "go.note_out_of_range": _("%(note)s : une note va de 0 à 10."),
    "go.mean": _(
        "Neuf notes, %(total)s en tout : moyenne %(mean)s ; il faut %(from)s, et aucune note sous 3."
    ),
    "go.interest": _("Intérêt : %(mean)s en moyenne."),
    "go.accessibility": _("Accessibilité : %(mean)s en moyenne."),
    "go.capacity": _("Capacité : %(mean)s en moyenne."),
    "go.stops_interest": _("Une note d’intérêt est à %(note)s, sous %(least)s : elle suffit à renoncer."),
    "go.stops_accessibility": _(
        "Une note d’accessibilité est à %(note)s, sous %(least)s : elle suffit à renoncer."
    ),
    "go.stops_capacity": _("Une note de capacité est à %(note)s, sous %(least)s : elle suffit à renoncer."),
    "winning.weight": _(
        "Le poids du prix est de %(weight)s %% : il doit être au-dessus de 0, et de 100 au plus."
    ),
    "winning.note": _("Une note de %(note)s sort de l’échelle, de 0 à %(highest)s."),
    "winning.points": _(
        "Points : %(price)s %% de la note du prix + %(rest)s %% de celle du reste ; la nôtre est %(quality)s. Notes non"
        " arrondies ; une égalité ne gagne pas."
    ),
    "winning.price_rival": _("Contre %(name)s : jusqu’à %(price)s €."),
    "winning.price_all": _("Contre tous à la fois : jusqu’à %(price)s €."),
    "winning.margin_rival": _(
        "Contre %(name)s : jusqu’à %(price)s €, marge %(margin)s €, soit %(rate)s %% du prix."
    ),
    "winning.margin_all": _(
        "Contre tous à la fois : jusqu’à %(price)s €, marge %(margin)s €, soit %(rate)s %% du prix."
    ),
    "winning.any_rival": _("Contre %(name)s, tout prix gagne : le reste suffit."),
    "winning.any_all": _("Contre tous à la fois, tout prix gagne : le reste suffit."),
    "winning.none_rival": _("Contre %(name)s, aucun prix ne gagne : le reste ne se rattrape pas."),
    "winning.none_all": _("Contre tous à la fois, aucun prix ne gagne : le reste ne se rattrape pas."),
    "winning.at_a_loss": _("Gagner là serait vendre sous notre coût."),
}


def say(finding: Finding) -> str:
    """The sentence of what a rule found."""
    return say_with(finding, TENDER_MESSAGES) if finding.code in TENDER_MESSAGES else say_of_deals(finding)


def alarm_subject(kind: str, name: str, day: date | None) -> str:
    """The subject of the task that a day of a tender orders; the name gives way before the day."""
    figures = {"what": str(ALARMS[kind]), "day": short_day(day), "name": ""}
    words = _now("%(what)s, %(day)s : %(name)s")
    return words % {**figures, "name": name[: SUBJECT_MAX - len(words % figures)]}
