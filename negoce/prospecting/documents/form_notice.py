"""What a form says about the data that it asks for (RGPD, art. 13), from who we are and how long we keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from negoce.companies.rules.privacy.retention import KEPT_YEARS
from negoce.parameters.models import Seller
from negoce.prospecting.models import PublicForm
from negoce.prospecting.rules.form_gate import CONFIRM_WITHIN


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One point of the notice."""

    title: str
    text: str


def form_notice(form: PublicForm, seller: Seller) -> Sequence[NoticeLine]:
    """The notice in the language of the moment, in the order in which people ask: who, why, how long, their rights."""
    house = seller.trade_name or seller.name or _("La maison qui publie ce formulaire")
    place = " ".join(part for part in (seller.street, seller.postal_code, seller.city) if part)
    who = ", ".join(part for part in (house, place, seller.email) if part)
    basis = _(
        "Votre demande d’abord (RGPD, art. 6.1.b), puis notre intérêt légitime à vous recontacter pour votre activité"
        " professionnelle (art. 6.1.f)."
    )
    if form.asks_newsletter:
        basis += " " + _("La lettre d’information n’est envoyée qu’avec votre accord (art. 6.1.a).")
    # Every purpose is named, also those that the form does not ask about: what follows a request, and its score.
    why = form.purpose.rstrip(" .")
    also = _(
        "Ensuite, vous recontacter pour votre activité professionnelle, et noter l’intérêt de votre demande pour"
        " savoir à qui répondre d’abord."
    )
    write = seller.email or _("l’adresse ci-dessus")
    lines = [
        NoticeLine(_("Qui"), who),
        NoticeLine(_("Pour quoi faire"), f"{why[:1].upper()}{why[1:]}. {also}"),
        NoticeLine(_("Sur quelle base"), basis),
        NoticeLine(
            _("Qui les lit"), _("Nos équipes commerciales, et ceux qui hébergent nos outils pour nous.")
        ),
        NoticeLine(
            _("Combien de temps"),
            _(
                "%(years)s ans après votre dernier signe. Une demande dont l’adresse n’est pas confirmée est effacée"
                " au bout de %(days)s jours."
            )
            % {"years": KEPT_YEARS, "days": CONFIRM_WITHIN.days},
        ),
        NoticeLine(
            _("Vos droits"),
            _(
                "Accès, rectification, effacement, limitation, portabilité et, à tout moment, opposition à être"
                " démarché\u00a0: écrivez à %(address)s. Vous pouvez aussi saisir la CNIL (cnil.fr)."
            )
            % {"address": write},
        ),
        NoticeLine(
            _("Ce qui est obligatoire"),
            _("Les champs marqués d’une étoile\u00a0: sans eux, nous ne pouvons pas vous répondre."),
        ),
    ]
    if form.notice_more:
        lines.append(NoticeLine(_("À savoir aussi"), form.notice_more))
    return lines


def notice_text(lines: Sequence[NoticeLine]) -> str:
    """The notice as one text, as it is kept and sent."""
    return "\n".join(f"{line.title}\u00a0: {line.text}" for line in lines)


def newsletter_words(seller: Seller) -> str:
    """What the box of the newsletter says: apart, never ticked beforehand."""
    house = seller.trade_name or seller.name
    if not house:
        return _("Je veux bien recevoir la lettre d’information. Je peux me désinscrire à tout moment.")
    return _(
        "Je veux bien recevoir la lettre d’information de %(house)s. Je peux me désinscrire à tout moment."
    ) % {"house": house}
