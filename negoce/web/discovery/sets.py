"""The sets of questions: the ready ones and the house’s own, and the page of one of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.enums import PurchaseMotive
from negoce.companies.words.choices import choice_label
from negoce.identity.enums import Permission
from negoce.negotiation.enums import QuestionTopic, SaleKind
from negoce.negotiation.models import DiscoverySet
from negoce.negotiation.queries.discovery.sets import own_sets
from negoce.negotiation.rules.discovery import Question, question_set
from negoce.negotiation.rules.discovery_set import read_questions
from negoce.negotiation.words.discovery import CLOSED_WORDS, FORM_WORDS, KIND_WORDS, TOPIC_WORDS
from negoce.ui.components.tables import TableColumn
from negoce.web.http import actor_of, load_or_404


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """All sets; whoever holds discoveries reads them, who keeps the catalogue writes them."""
    may_edit = actor_of(request).may(Permission.MANAGE_CATALOGUE)
    context = {
        "may_edit": may_edit,
        "columns": (
            TableColumn(_("Jeu de questions")),
            TableColumn(_("Pour")),
            TableColumn(_("Questions"), numeric=True),
        ),
        "own": [
            {
                "name": row.name,
                "url": reverse("discovery_sets:set", args=[row.public_id]),
                "scope": scope_words(row),
                "count": len(row.questions),
            }
            for row in own_sets()
        ],
        "ready": [
            {
                "name": KIND_WORDS[kind],
                "count": len(question_set(kind)),
                "copy_url": f"{reverse('discovery_sets:new')}?source={kind.value}" if may_edit else "",
            }
            for kind in SaleKind
        ],
    }
    return render(request, "web/discovery/sets.html", context)


@require_GET
def page(request: HttpRequest, public_id: str) -> HttpResponse:
    """The questions of one, topic by topic."""
    row = load_set(public_id)
    may_edit, questions = actor_of(request).may(Permission.MANAGE_CATALOGUE), read_questions(row.questions)

    def url(name: str) -> str:
        return reverse(f"discovery_sets:{name}", args=[public_id]) if may_edit else ""

    context = {
        "row": row,
        "scope": scope_words(row),
        "count": ngettext("%(count)s question", "%(count)s questions", len(questions))
        % {"count": len(questions)},
        "topics": [
            {"label": TOPIC_WORDS[topic], "questions": _lines(row, questions, here, may_edit=may_edit)}
            for topic in QuestionTopic
            if (here := [each for each in questions if each.topic == topic])
        ],
        "new_url": url("question_new"),
        "change_url": url("change"),
        "copy_url": f"{reverse('discovery_sets:new')}?source=set-{public_id}" if may_edit else "",
        "deletion_url": url("deletion"),
        "sure": _("Supprimer ce jeu ? Les entretiens déjà tenus gardent leurs questions et leurs réponses."),
    }
    return render(request, "web/discovery/set.html", context)


def load_set(public_id: str) -> DiscoverySet:
    """The set: they are everybody’s."""
    return load_or_404(DiscoverySet.objects.select_related("family"), public_id)


def scope_words(row: DiscoverySet) -> str:
    """For whom a set is."""
    parts = []
    if row.family is not None:
        parts.append(_("produits « %(family)s »") % {"family": row.family.name})
    if row.sector:
        parts.append(_("APE %(sector)s…") % {"sector": row.sector})
    return ", ".join(parts) or _("toutes les affaires")


def _lines(
    row: DiscoverySet, questions: Sequence[Question], here: Sequence[Question], *, may_edit: bool
) -> Sequence[Mapping[str, object]]:
    words = {each.key: each.words for each in questions}

    def url(name: str, key: str) -> str:
        return reverse(f"discovery_sets:{name}", args=[row.public_id, key]) if may_edit else ""

    return [
        {
            "words": each.words,
            "help": each.help,
            "form": FORM_WORDS[each.form],
            "hint": choice_label(PurchaseMotive, each.hint) if each.hint else "",
            "branch": _("si « %(question)s » : %(answer)s")
            % {
                "question": words.get(each.branch.question, each.branch.question),
                "answer": str(CLOSED_WORDS[each.branch.answer]).lower(),
            }
            if each.branch is not None
            else "",
            "url": url("question", each.key),
            "move_url": url("move", each.key),
            "is_first": place == 0,
            "is_last": place == len(here) - 1,
        }
        for place, each in enumerate(here)
    ]
