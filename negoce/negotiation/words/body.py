"""The sentences about how a works council and a public buyer decide."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Explanation, Finding
from negoce.kit.worked import Step
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.negotiation.words.rules import MESSAGES as ROOM_MESSAGES
from negoce.ui.words.say import say as say_with

_MESSAGES: Mapping[str, Any] = {
    "body.no_council": _(
        "%(employees)s salariés : un CSE n’est obligatoire qu’à partir de %(from)s. Demandez qui achète."
    ),
    "body.no_own_budget": _(
        "%(employees)s salariés : sous 50, un CSE n’a pas de budget propre. C’est l’employeur qui paie,"
        " demandez son accord."
    ),
    "body.operating": _(
        "%(employees)s salariés : budget de fonctionnement de %(rate)s %% de %(payroll)s = %(grant)s par an."
    ),
    "body.social": _(
        "Activités sociales et culturelles : %(rate)s %% de %(payroll)s, par accord = %(social)s par an."
    ),
    "body.vote_won": _(
        "%(for)s voix acquises sur %(voters)s : la majorité des présents (%(needed)s) est atteinte."
    ),
    "body.vote_open": _(
        "Il faut %(needed)s voix sur %(voters)s (majorité des présents, qui s’abstient compte contre) : %(for)s"
        " acquises, %(missing)s à gagner."
    ),
    "body.vote_lost": _(
        "%(against)s voix contre sur %(voters)s : les %(needed)s nécessaires ne sont plus à portée. Que leur faut-il ?"
    ),
    "body.board_won": _(
        "%(for)s voix acquises sur %(voters)s : la majorité de la commission (%(needed)s si tous sont là) est atteinte."
    ),
    "body.board_open": _(
        "La majorité de la commission est de %(needed)s voix sur %(voters)s si tous sont là : %(for)s acquises,"
        " %(missing)s à gagner. Demandez sa règle de vote."
    ),
    "body.board_lost": _(
        "%(against)s voix contre sur %(voters)s : la majorité de la commission (%(needed)s) n’est plus à portée."
        " Que leur faut-il ?"
    ),
    "body.more_votes": _("%(cast)s voix pour ou contre, et %(voters)s votants : corrigez l’un des deux."),
}


def say(what: Finding | Explanation) -> str:
    """The sentence of what a rule found."""
    for messages in (_MESSAGES, ROOM_MESSAGES):
        if what.code in messages:
            return say_with(what, messages)
    assert isinstance(what, Finding)
    return say_of_deals(what)


def say_step(step: Step) -> str:
    """The sentence of a step, with the text that it rests on."""
    words = say(Explanation(step.code, step.figures))
    return f"{words} ({step.source})" if step.source else words
