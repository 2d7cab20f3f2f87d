"""What the demo's salespeople heard in discovery interviews, their arguments, and which of these worked."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date, timedelta

from negoce.demo.draws import stable_public_id
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import system_actor
from negoce.negotiation.actions.discovery.interview import begin_interview
from negoce.negotiation.enums import DealState, DealStep, SaleKind
from negoce.negotiation.models import Argument, ArgumentUse, Deal, DealContact, DiscoveryAnswer

_TALKS = 12
# The library first, then an interview each.
DISCOVERIES = _TALKS + 1
_TOLD = 60
# Characteristic, advantage, benefit, proof, motives, and how often it works.
_ARGUMENTS = (
    ("Livraison en 48 heures", "un réassort part le jour même", "jamais de rayon vide un samedi",
     "98 % de nos commandes parties le jour même, rapport mensuel", ["security", "comfort"], 0.75),
    ("Reprise des invendus de fin d’année", "10 % de la commande de Noël repris", "aucun stock mort en janvier",
     "clause écrite dans le bon de commande", ["security", "money"], 0.7),
    ("Franco à 300 € HT", "le port est compris dès une commande moyenne", "2 à 3 % gagnés sur chaque réassort",
     "tarif en vigueur", ["money"], 0.55),
    ("Deux collections par an", "40 % de références renouvelées", "des vitrines que le voisin n’a pas",
     "catalogue de la saison", ["novelty", "pride"], 0.5),
    ("Présentoirs prêtés", "montés par nos soins en une heure", "une implantation sans y passer une soirée",
     "photos de 12 boutiques équipées", ["comfort"], 0.6),
    ("Emballages en carton recyclé", "aucun film plastique sur les coffrets", "un rayon qui tient vos engagements",
     "certificat du fabricant", ["environment"], 0.45),
    ("Un seul interlocuteur", "le même commercial depuis l’ouverture", "quelqu’un qui connaît votre boutique",
     "trois clients prêts à vous en parler", ["sympathy"], 0.65),
)  # fmt: skip
# Question: answers that were heard, each with the motive its words tell.
_HEARD: Mapping[str, tuple[tuple[str, str], ...]] = {
    "today": (
        ("Trois fournisseurs, une commande par mois à chacun.", ""),
        ("Tout est commandé à la centrale, deux fois par an.", ""),
    ),
    "blocks": (
        ("Des ruptures en décembre : les meilleures références manquent.", "security"),
        ("Les cartons arrivent cassés une fois sur dix.", "security"),
        ("Le rayon cadeaux ressemble à celui d’en face.", "novelty"),
        ("Personne n’a le temps de monter les vitrines.", "comfort"),
    ),
    "cost": (
        ("Environ 2 000 € de ventes perdues en décembre.", "money"),
        ("Une demi-journée par semaine de la responsable.", "comfort"),
        ("Pas chiffré, mais les clients s’en plaignent.", ""),
    ),
    "ideal": (
        ("Un réassort en moins d’une semaine, sans y penser.", "comfort"),
        ("Une gamme que l’on vienne chercher de loin.", "pride"),
    ),
    "matters": (
        ("Être livrés à la date dite.", "security"),
        ("La marge : il en faut au moins 50 %.", "money"),
        ("Moins d’emballage à jeter.", "environment"),
    ),
    "deadline": (("Avant les fêtes.", ""), ("Pour la réouverture, en mars.", "")),
    "deciders": (("La gérante décide, la responsable du rayon propose.", ""), ("Le siège valide.", "")),
    "budget": (("yes", ""), ("no", ""), ("unknown", "")),
    "consultation": (("no", ""), ("yes", "")),
    "supplier": (("yes", ""),),
    "supplier_kept": (("Ses prix ; moins ses délais.", "money"), ("Le catalogue ; pas le suivi.", "")),
}  # fmt: skip


def write_discovery(today: date, place: int) -> None:
    """The arguments and what they gave in closed deals, then an interview of one deal under way."""
    if place == 0:
        _write_library(today)
        return
    late = [DealStep.DISCOVERY, DealStep.PRESENTATION, DealStep.DISCUSSION, DealStep.NEGOTIATION]
    rows = Deal.objects.filter(
        company__is_fictional=True, deleted_at__isnull=True, state=DealState.OPEN.value, step__in=late
    )
    deal = rows.select_related("company", "owner").order_by("-amount", "pk")[place - 1 : place].first()
    if deal is None:
        return
    actor = actor_for(deal.owner) if deal.owner is not None else system_actor("Démonstration")
    chance = random.Random(9_300 + place)
    met = DealContact.objects.filter(deal=deal, contact__company_id=deal.company_id).order_by("pk").first()
    held_on = today - timedelta(days=chance.randint(3, 25))
    values = {
        "kind": SaleKind.SUPPLY.value,
        "held_on": f"{held_on:%d/%m/%Y}",
        "contact": met.contact.public_id if met is not None else "",
    }
    interview = begin_interview(actor, deal, values=values)
    heard = []
    for question, answers in _HEARD.items():
        answer, motive = chance.choice(answers)
        if question == "cost" or chance.random() < 0.85:
            heard.append(
                DiscoveryAnswer(interview=interview, question=question, answer=answer, motive=motive)
            )
    DiscoveryAnswer.objects.bulk_create(heard)


def _write_library(today: date) -> None:
    rows = [
        Argument.objects.create(
            public_id=stable_public_id("argument", name),
            characteristic=name,
            advantage=advantage,
            benefit=benefit,
            proof=proof,
            motives=motives,
        )
        for name, advantage, benefit, proof, motives, _chance in _ARGUMENTS
    ]
    closed = Deal.objects.filter(company__is_fictional=True, closed_on__isnull=False).order_by(
        "-closed_on", "pk"
    )
    chance = random.Random(9_300)
    ArgumentUse.objects.bulk_create(
        ArgumentUse(
            deal=deal,
            argument=rows[place],
            worked=chance.random() < _ARGUMENTS[place][5],
            used_on=deal.closed_on or today,
            author_id=deal.owner_id,
        )
        for deal in closed[:_TOLD]
        for place in sorted(chance.sample(range(len(rows)), 2))
    )
