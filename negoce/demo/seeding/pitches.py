"""Pitches of the demo: the blocks of the house, and what is prepared for the meetings of the largest deals."""

from __future__ import annotations

from datetime import date

from negoce.demo.draws import draws, stable_public_id
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.pitches.pieces import add_blocks, write_piece
from negoce.negotiation.actions.preparation.save import save_preparation
from negoce.negotiation.enums import DealState, PitchPart
from negoce.negotiation.models import Deal, PitchBlock
from negoce.negotiation.queries.pitches.library import blocks_to_compose

PREPARED = 10
# The library first, then a deal each.
PITCHES = PREPARED + 1
# Part, title, words, first digits of the APE code.
_BLOCKS = (
    (PitchPart.PROMISE, "Un rayon qui se renouvelle sans stock mort",
     "Vous changez vos vitrines deux fois par an sans finir l’année avec des invendus. Le réassort part le jour même ; "
     "ce qui ne s’est pas vendu à Noël, nous en reprenons une partie.", ""),
    (PitchPart.PROMISE, "Des nuits d’hôtel dont on garde un objet",
     "Vos clients repartent avec un souvenir choisi pour votre maison. Vous gagnez une marge à la réception sans tenir "
     "une boutique.", "55"),
    (PitchPart.SERVICES, "Assortiment, présentoirs, réassort",
     "Nous composons avec vous un premier assortiment, nous montons les présentoirs, puis nous suivons les ventes : un "
     "réassort commandé avant midi part le jour même.", ""),
    (PitchPart.SERVICES, "Emballage cadeau et étiquettes à votre nom",
     "Chaque coffret arrive prêt à offrir, à votre nom si vous le voulez, sans film plastique.", "47"),
    (PitchPart.CLIENTELE, "Des indépendants de la région",
     "Nous servons des boutiques de décoration, des jardineries, des hôtels et des comités d’entreprise, de Lyon à "
     "Aurillac. Trois d’entre eux ont accepté que vous les appeliez.", ""),
    (PitchPart.PRESENTATION, "Négoce Maison en une minute",
     "Nous sommes grossistes en décoration et arts de la table, à Grenoble, depuis 1998. Vingt-deux personnes, un "
     "entrepôt de 4 000 m², 1 200 références tenues en stock.", ""),
    (PitchPart.PROCESS, "De l’essai à la commande",
     "Nous commençons par un essai sur un linéaire, six semaines, avec un point à mi-parcours. S’il se vend, nous "
     "fixons ensemble l’assortiment et le calendrier ; sinon, nous le reprenons.", ""),
    (PitchPart.COURSE, "Ce qui se passe après la signature",
     "Livraison et montage dans les deux semaines, une visite le mois suivant, puis un interlocuteur unique que vous "
     "appelez directement. Les retours se règlent par un avoir sous huit jours.", ""),
)  # fmt: skip
_APPROACHES = (
    "Commencer par ce qui les gêne aujourd’hui, chiffres à l’appui, avant toute offre.\nNe parler prix qu’une fois "
    "l’essai accepté.\nFinir par une date, même sans accord.",
    "Rappeler ce qui a été promis la dernière fois, et qu’il est tenu.\nFaire parler la personne qui utilisera, puis "
    "celle qui paie.\nProposer deux options, jamais une seule.",
    "Écouter d’abord : dix minutes de questions.\nMontrer les photos d’un rayon comparable.\nGarder la remise pour la "
    "fin, contre un engagement sur l’année.",
)
_QUESTIONS = (
    "Qui d’autre donnera son avis avant la décision ?\nQu’est-ce qui ferait dire non ?\nQuand faut-il que ce soit en "
    "place ?",
    "Combien de ventes manquées en décembre dernier ?\nQui monte les vitrines, et combien de temps y passe-t-il ?",
)


def write_pitches(today: date, place: int) -> None:
    """Write the library, then what is prepared of one of the largest deals, as the person who follows it would."""
    if not place:
        _write_blocks()
        return
    deals = Deal.objects.filter(state=DealState.OPEN.value, deleted_at__isnull=True).exclude(
        owner=None, amount=None
    )
    rows = deals.select_related("company", "owner").order_by("-amount", "name", "pk")
    deal = rows[place - 1 : place].first()
    if deal is None or deal.owner is None:
        return
    try:
        _prepare(actor_for(deal.owner), deal, place)
    except (Refused, NotAllowed):
        # The deal changed hands meanwhile: its meeting is somebody else's to prepare.
        return


def _write_blocks() -> None:
    for part, title, words, sector in _BLOCKS:
        key = stable_public_id("pitch", title)
        values = {"part": part.value, "title": title, "words": words, "sector": sector}
        PitchBlock.objects.get_or_create(public_id=key, defaults=values)


def _prepare(actor: Actor, deal: Deal, place: int) -> None:
    chance = draws("preparation", deal.company.import_key, deal.name)
    given = {"approach": chance.choice(_APPROACHES), "questions": chance.choice(_QUESTIONS)}
    save_preparation(actor, deal, given=given)
    if place % 2:
        return
    told = add_blocks(actor, deal, blocks_to_compose(deal, ()))
    promise = next((each for each in told if each.part == PitchPart.PROMISE), None)
    if promise is not None:
        own = f"{promise.said}\nChez {deal.company.name}, cela commence par le rayon de l’entrée."
        given = {"title": promise.name, "words": own}
        write_piece(actor, deal, promise, part=PitchPart.PROMISE, given=given, revision=promise.revision)
