"""What the demo's customers object, how its salespeople answer, and what that gave."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from negoce.demo.draws import stable_public_id
from negoce.negotiation.enums import DealState, DealStep, ObjectionNature, ObjectionOutcome
from negoce.negotiation.models import Deal, DealContact, Objection, ObjectionAnswer, ObjectionHeard

_TOLD = 70
_OPEN = 24
# Words, subject, motives, nature; its answers: technique, words, proof, how often it overcomes.
_LIBRARY: Sequence[tuple[str, str, list[str], str, Sequence[tuple[str, str, str, float]]]] = (
    ("C’est trop cher", "price", ["money"], "tactical", (
        ("division", "Rapporté à la pièce, l’écart est de 0,35 € : moins que la casse d’une livraison sur dix.",
         "calcul sur votre dernière commande", 0.6),
        ("compensate", "Le port est compris dès 300 € : sur trois réassorts, vous payez moins.",
         "tarif en vigueur", 0.7),
        ("question", "Trop cher par rapport à quoi ?", "", 0.45),
    )),
    ("Nous avons déjà notre fournisseur", "habit", ["sympathy", "security"], "unfounded", (
        ("question", "Qu’est-ce qu’il devrait faire de mieux pour que vous en parliez à vos clients ?", "", 0.55),
        ("testimony", "Trois boutiques ont gardé le leur et nous ont confié les fêtes : elles vous le diront.",
         "trois clients prêts à en parler", 0.65),
    )),
    ("Vos délais sont trop longs en décembre", "delay", ["security"], "founded", (
        ("compensate", "Nous bloquons votre réassort en octobre, sans acompte.", "clause du bon de commande", 0.7),
        ("demonstrate", "98 % des commandes de décembre sont parties le jour même.", "rapport mensuel", 0.6),
    )),
    ("Je dois en parler à mon associé", "authority", [], "pretext", (
        ("question", "Que lui faut-il pour décider ? Voyons-le ensemble.", "", 0.5),
        ("reformulate", "Si je comprends bien, de vous seul ce serait oui ?", "", 0.4),
    )),
    ("Ce n’est pas le moment", "moment", [], "pretext", (
        ("question", "Qu’est-ce qui en ferait le bon moment ?", "", 0.4),
    )),
    ("Nos clients ne demandent pas ces produits", "need", ["novelty", "pride"], "unfounded", (
        ("boomerang", "C’est justement ce qui vous distingue : ils ne les trouvent nulle part ailleurs.", "", 0.35),
        ("testimony", "À surface égale, une boutique voisine en a fait 12 % de son mois de décembre.",
         "relevé de ventes, anonyme", 0.55),
    )),
    ("Vos cartons arrivent abîmés", "product", ["comfort"], "founded", (
        ("compensate", "Nous reprenons ou créditons sous 48 heures, sur photo.", "conditions de vente", 0.75),
        ("demonstrate", "Depuis le nouveau calage, 1 carton sur 400.", "suivi qualité", 0.6),
    )),
    ("Je ne connais pas votre maison", "house", ["security"], "unfounded", (
        ("testimony", "Voici qui nous suit près de chez vous, depuis plus de trois ans.", "liste de références", 0.6),
    )),
)  # fmt: skip
_SAID = {
    "price": "Chez l’autre grossiste, la même chose est 8 % moins chère.",
    "habit": "On travaille avec les mêmes depuis dix ans.",
    "delay": "L’an dernier, rien n’est arrivé avant le 20.",
    "authority": "Il faut que je voie ça avec mon associé.",
    "moment": "On en reparle après les soldes.",
    "need": "Personne ne m’en demande en boutique.",
    "product": "Deux cartons ouverts à la dernière livraison.",
    "house": "Vous êtes nouveaux dans la région ?",
}


def write_objections(today: date, _place: int) -> None:
    """The library, what was heard in closed deals with its outcome, and what is open in deals under way."""
    rows, answers = _library()
    deals = Deal.objects.filter(company__is_fictional=True, deleted_at__isnull=True)
    closed = deals.filter(closed_on__isnull=False).order_by("-closed_on", "pk")[:_TOLD]
    late = [DealStep.PRESENTATION, DealStep.DISCUSSION, DealStep.NEGOTIATION]
    under_way = deals.filter(state=DealState.OPEN.value, step__in=late).order_by("-amount", "pk")[:_OPEN]
    met = _met([*closed, *under_way])
    chance = random.Random(9_800)
    heard = [
        _heard(chance, deal, place, rows, answers, met, deal.closed_on or today, settled=True)
        for deal in closed
        for place in sorted(chance.sample(range(len(rows)), 2))
    ]
    for deal in under_way:
        for place in sorted(chance.sample(range(len(rows)), chance.randint(1, 2))):
            day = today - timedelta(days=chance.randint(2, 20))
            heard.append(_heard(chance, deal, place, rows, answers, met, day, settled=chance.random() < 0.5))
    ObjectionHeard.objects.bulk_create(heard)


def _library() -> tuple[Sequence[Objection], Sequence[Sequence[ObjectionAnswer]]]:
    rows, answers = [], []
    for words, subject, motives, _nature, replies in _LIBRARY:
        row = Objection.objects.create(
            public_id=stable_public_id("objection", words), words=words, subject=subject, motives=motives
        )
        rows.append(row)
        answers.append(
            [
                ObjectionAnswer.objects.create(
                    public_id=stable_public_id("objection answer", said),
                    objection=row,
                    technique=technique,
                    words=said,
                    proof=proof,
                )
                for technique, said, proof, _worked in replies
            ]
        )
    return rows, answers


def _met(deals: Sequence[Deal]) -> dict[int, int]:
    """Somebody of each deal, by its key."""
    links = DealContact.objects.filter(deal__in=[each.pk for each in deals]).order_by("-pk")
    return dict(links.values_list("deal_id", "contact_id"))


def _heard(
    chance: random.Random,
    deal: Deal,
    place: int,
    rows: Sequence[Objection],
    answers: Sequence[Sequence[ObjectionAnswer]],
    met: dict[int, int],
    day: date,
    *,
    settled: bool,
) -> ObjectionHeard:
    words, subject, _motives, nature, replies = _LIBRARY[place]
    given = chance.randrange(len(replies))
    worked = chance.random() < replies[given][3]
    outcome = (ObjectionOutcome.OVERCOME if worked else ObjectionOutcome.STAYS).value if settled else ""
    return ObjectionHeard(
        public_id=stable_public_id("objection heard", f"{deal.public_id} {words}"),
        deal=deal,
        objection=rows[place],
        subject=subject,
        nature=ObjectionNature(nature).value,
        words=_SAID[subject],
        contact_id=met.get(deal.pk),
        heard_on=day,
        answer=answers[place][given],
        outcome=outcome,
        author_id=deal.owner_id,
    )
