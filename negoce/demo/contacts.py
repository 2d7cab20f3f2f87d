"""The people at a company: 1 to 4, functions that fit, posts held now and before."""

from __future__ import annotations

import random
from datetime import date, timedelta

from negoce.companies.enums import DecisionPower
from negoce.demo.functions import Function, first_choices, next_choices
from negoce.demo.identifiers import domain_of, landline, mail_name, mobile
from negoce.demo.lists import first_names, surnames
from negoce.demo.outline import Outline
from negoce.demo.rows import ContactRow, PostRow

ADVICE = (
    "Appeler avant 9 h : le poste sonne alors directement chez son supérieur.",
    "Donner le nom du produit et la date de livraison : elle passe la communication.",
    "Préfère un e-mail d’abord, puis un rappel le lendemain.",
    "Demander « pour la commande en cours » ; bon accueil, filtre surtout les inconnus.",
)
MOVED_SHARE = 0.06


def contacts_of(
    source: random.Random, outline: Outline, others: tuple[Outline, ...], today: date
) -> tuple[ContactRow, ...]:
    """Return the contacts of a company; `others` are companies of before, from which a few of them came."""
    count = _count(source, outline)
    functions = _functions(source, outline, count)
    rows: list[ContactRow] = []
    for number, function in enumerate(functions):
        key = f"{outline.key}:c{number}"
        guards = rows[0].key if rows and function.power is DecisionPower.GUARDS else ""
        rows.append(_contact(source, outline, key, function, guards, others, today))
    return tuple(rows)


def _count(source: random.Random, outline: Outline) -> int:
    if not outline.is_customer and source.random() < 0.2:
        return 0
    if outline.headcount < 10:
        return source.choices((1, 2, 3), weights=(62, 30, 8))[0]
    return source.choices((1, 2, 3, 4), weights=(18, 34, 30, 18))[0]


def _functions(source: random.Random, outline: Outline, count: int) -> list[Function]:
    if not count:
        return []
    chosen = [source.choice(first_choices(outline.profile, outline.headcount))]
    rest = next_choices(outline.profile, outline.headcount)
    return chosen + source.sample(rest, min(count - 1, len(rest)))


def _contact(
    source: random.Random,
    outline: Outline,
    key: str,
    function: Function,
    guards: str,
    others: tuple[Outline, ...],
    today: date,
) -> ContactRow:
    civility = source.choice(("madam", "sir"))
    first = source.choice(first_names()[civility])
    last = _owner_name(source, outline, key) or source.choice(surnames())
    known = source.random()
    local = f"{mail_name(first)}.{mail_name(last)}"
    started = today - timedelta(days=source.randrange(120, 4200))
    post = PostRow(
        key=f"{key}:p0",
        company_key=outline.key,
        function=function.title(civility),
        department=function.department.value,
        decision_power=function.power.value if known < 0.85 else "",
        started_on=started if known < 0.7 else None,
        guards_key=guards,
        gatekeeper_advice=source.choice(ADVICE) if guards else "",
        responsibility=function.responsibility,
    )
    earlier = _earlier_post(source, key, post, f"{local}@", others) if others else ()
    informed = outline.created_on + timedelta(days=source.randrange(1, 25))
    # The house keeps the law: whoever is not told yet came less than a month ago.
    must_be_told = outline.created_on < today - timedelta(days=25)
    return ContactRow(
        key=key,
        civility=civility if source.random() < 0.95 else "",
        first_name=first,
        last_name=last,
        email=f"{local}@{domain_of(outline.name, outline.place)}" if source.random() < 0.82 else "",
        phone=landline(source, outline.postal_code) if source.random() < 0.5 else "",
        mobile=mobile(source) if source.random() < 0.55 else "",
        informed_on=min(informed, today) if source.random() < 0.7 or must_be_told else None,
        posts=(post, *earlier),
    )


def _owner_name(source: random.Random, outline: Outline, key: str) -> str:
    """The owner of a small firm often bears the name on the sign."""
    if not key.endswith(":c0") or outline.headcount > 60 or source.random() > 0.8:
        return ""
    return next((word for word in outline.name.split() if word in _surname_set()), "")


def _surname_set() -> frozenset[str]:
    return frozenset(surnames())


def _earlier_post(
    source: random.Random, key: str, post: PostRow, mail_local: str, others: tuple[Outline, ...]
) -> tuple[PostRow, ...]:
    if post.started_on is None or source.random() > MOVED_SHARE:
        return ()
    before = source.choice(others)
    ended = post.started_on - timedelta(days=source.randrange(5, 60))
    return (
        PostRow(
            key=f"{key}:p1",
            company_key=before.key,
            function=post.function,
            department=post.department,
            decision_power=post.decision_power,
            started_on=ended - timedelta(days=source.randrange(400, 2500)),
            ended_on=ended,
            email_then=f"{mail_local}{domain_of(before.name, before.place)}",
            phone_then=landline(source, before.postal_code),
        ),
    )
