"""Mailings in words: kinds, states, whom they are for, why somebody is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.companies.queries.reach_limits import limit_messages
from negoce.kit.explain import Explanation, Finding
from negoce.outbox.words.reasons import MESSAGES as OUTBOX_MESSAGES
from negoce.prospecting.enums import MailingAudience, MailingKind, MailingState
from negoce.prospecting.models import Mailing
from negoce.ui.words.say import say as say_with

KINDS: Mapping[str, Any] = {
    MailingKind.EMAIL.value: _("E-mails"),
    MailingKind.LETTER.value: _("Lettres"),
}
STATES: Mapping[str, Any] = {
    MailingState.DRAFT.value: _("Brouillon"),
    MailingState.PREPARING.value: _("En préparation"),
    MailingState.READY.value: _("Lancé"),
    MailingState.PAUSED.value: _("En pause"),
    MailingState.CANCELLED.value: _("Arrêté"),
}
# Once nothing of it waits any more.
GONE, POSTED, PRINTED = _("Parti"), _("Postées"), _("Prêtes")
TONES: Mapping[str, str] = {
    MailingState.DRAFT.value: "",
    MailingState.PREPARING.value: "info",
    MailingState.READY.value: "good",
    MailingState.PAUSED.value: "warn",
    MailingState.CANCELLED.value: "bad",
}
AUDIENCES: Mapping[str, Any] = {
    MailingAudience.ONE.value: _("Une personne par entreprise : celle qui décide, sinon la mieux placée"),
    MailingAudience.POWERS.value: _("Les personnes qui ont ce pouvoir de décision"),
    MailingAudience.DEPARTMENT.value: _("Les personnes de ce service"),
    MailingAudience.NEWSLETTER.value: _(
        "Les abonnés à la lettre d’information : ils l’ont demandée par un formulaire ou sur un salon"
    ),
    MailingAudience.ALL.value: _("Toutes les personnes connues"),
}
MESSAGES: Mapping[str, Any] = {
    **OUTBOX_MESSAGES,
    "mailing.no_reader": _("Personne de connu n’y répond à ce que vous cherchez."),
    "mailing.no_address": _("Pas d’adresse e-mail."),
    "mailing.no_place": _("Adresse postale incomplète : il manque le code postal ou la ville."),
    "mailing.same_address": _("La même adresse reçoit déjà cet envoi."),
    "mailing.generic": _("Adresse générique (contact@…), que cet envoi laisse de côté."),
    "mailing.empty": _("Le texte ne dit plus rien une fois rempli."),
}
# What the many have in common, beside a count: without the day or the address of one of them.
SHORT: Mapping[str, Any] = {
    "reach.opposed": _("Opposition à la prospection"),
    "reach.not_informed": _("Pas encore informés de l’usage de leurs données"),
    "reach.not_job_related": _("Sans lien avec leur fonction"),
    "reach.no_consent": _("Sans consentement"),
    "address.invalid": _("Adresse e-mail mal écrite"),
    "address.erased": _("Données effacées"),
    "address.deleted": _("À la corbeille"),
    "address.stopped": _("Désinscription"),
    "address.bounced": _("Adresse qui ne reçoit plus de courrier"),
    "notice.under_way": _("Information déjà en route"),
    "mailing.no_reader": _("Personne qui corresponde"),
    "mailing.no_address": _("Sans adresse e-mail"),
    "mailing.no_place": _("Sans adresse postale complète"),
    "mailing.same_address": _("Même adresse qu’un autre destinataire"),
    "mailing.generic": _("Adresse générique"),
    "mailing.empty": _("Texte vide"),
    "company.closed": _("Activité cessée"),
}


def state_words(mailing: Mailing, *, is_gone: bool) -> str:
    """Where a mailing stands; `is_gone` says that none of its e-mails waits any more."""
    if mailing.state != MailingState.READY.value:
        return str(STATES[mailing.state])
    if mailing.kind == MailingKind.LETTER.value:
        return str(POSTED if mailing.posted_on is not None else PRINTED)
    return str(GONE if is_gone else STATES[mailing.state])


def say(what: Finding | Explanation) -> str:
    """The sentence of a reason, in the language of the moment."""
    return say_with(what, {**MESSAGES, **limit_messages()}, _now("Motif : %(code)s."))


def short(code: str) -> str:
    """A reason that many share."""
    return str(SHORT[code]) if code in SHORT else _now("Licence du fichier d’origine")
