"""The library of objections: what buyers say against, our answers, and how often each overcame it."""

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
from negoce.negotiation.models import Objection
from negoce.negotiation.queries.objections.library import Answers, filtered, library, library_answers
from negoce.negotiation.words.objection import SUBJECTS, named, options
from negoce.ui.words.figures import number
from negoce.web.arguments.tabs import library_tabs
from negoce.web.http import actor_of
from negoce.web.objections.words import ranking_words, reply_line

_MOST = 200
_ASKED_MAX = 80


@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Every objection in use, of a subject or with words when asked."""
    may_set = actor_of(request).may(Permission.MANAGE_CATALOGUE)
    subject = request.GET.get("subject", "")
    subject = subject if subject in SUBJECTS else ""
    text = request.GET.get("q", "").replace("\x00", "")[:_ASKED_MAX].strip()
    rows = filtered(library(), subject=subject, text=text)[: _MOST + 1]
    answers = library_answers()
    lines = [_line(row, answers, may_set=may_set) for row in rows[:_MOST]]
    context = {
        "lines": lines,
        "is_cut": len(rows) > _MOST,
        "most": number(_MOST),
        "may_set": may_set,
        "new_url": reverse("objections:new"),
        "tabs": library_tabs("objections:list"),
        "subjects": options(SUBJECTS),
        "subject": subject,
        "text": text,
        "is_filtered": bool(subject or text),
        "all_url": reverse("objections:list"),
        "ranking": ranking_words(answers.house),
    }
    return render(request, "web/objections/list.html", context)


def _line(row: Objection, answers: Answers, *, may_set: bool) -> Mapping[str, object]:
    return {
        "row": row,
        "subject": named(SUBJECTS, row.subject),
        "about": _about(row),
        "change_url": reverse("objections:change", args=[row.public_id]) if may_set else "",
        "answer_url": reverse("objections:answer_new", args=[row.public_id]) if may_set else "",
        "answers": [
            {
                **reply_line(answers.rows[each.reply.key], each),
                "change_url": reverse(
                    "objections:answer", args=[row.public_id, answers.rows[each.reply.key].public_id]
                )
                if may_set
                else "",
            }
            for each in answers.ranked(row.pk)
        ],
    }


def _about(row: Objection) -> Sequence[str]:
    """What ties it to a deal, and how often it was heard."""
    times = row.heard_times  # type: ignore[attr-defined]  # put there by `library`
    heard = ngettext("Entendue dans %(count)s affaire", "Entendue dans %(count)s affaires", times)
    about = [heard % {"count": number(times)} if times else _("Jamais entendue encore")]
    if row.product is not None:
        about.append(row.product.label)
    if row.sector:
        about.append(_("APE %(digits)s") % {"digits": row.sector})
    return [*about, *(choice_label(PurchaseMotive, each) for each in row.motives)]
