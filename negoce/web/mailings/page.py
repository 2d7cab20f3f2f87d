"""The page of a mailing: its draft with the preview beside it, or what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.jobs.enums import JobState
from negoce.jobs.models import Job
from negoce.kit.money import format_decimal, format_money
from negoce.outbox.enums import MessageKind
from negoce.outbox.rules.merge_fields import FIELDS, shown_name
from negoce.prospecting.actions.mailing_launch import PREPARE
from negoce.prospecting.actions.mailing_posted import pieces_gone
from negoce.prospecting.actions.mailing_print import word_path
from negoce.prospecting.enums import MailingKind, MailingState
from negoce.prospecting.models import Mailing
from negoce.prospecting.queries.mailing_fields import column_names
from negoce.prospecting.queries.mailing_results import Results, results_of
from negoce.prospecting.words.mailing import KINDS, TONES, short, state_words
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language, short_moment
from negoce.web.http import actor_of
from negoce.web.mailings.after import after_of
from negoce.web.mailings.form import DraftForm
from negoce.web.mailings.outcome_words import OUTCOME_NOTES, OUTCOME_TONES, OUTCOME_WORDS
from negoce.web.mailings.record import for_prospecting, inform_url, load, mailing_url
from negoce.web.outbox.field_words import FIELD_WORDS


@require_GET
@for_prospecting
def mailing(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page."""
    row = load(public_id)
    if row.state == MailingState.DRAFT.value:
        return draft_page(request, row, DraftForm(actor_of(request), row))
    return results_page(request, row)


def draft_page(request: HttpRequest, row: Mailing, form: DraftForm, *, status: int = 200) -> HttpResponse:
    """The draft with what was typed."""
    actor = actor_of(request)
    is_email = row.kind == MailingKind.EMAIL.value
    context = {
        **_head(row),
        "form": form,
        "is_email": is_email,
        "save_url": mailing_url(row, "draft"),
        "audience_url": mailing_url(row, "audience"),
        "preview_url": mailing_url(row, "preview"),
        "deletion_url": mailing_url(row, "deletion"),
        "companies_url": _companies_url(row),
        "chosen": len(row.chosen),
        "is_whole": bool(row.body and (row.subject or not is_email)),
        "no_server": is_email and settings.NEGOCE_MAIL_ROUTE is None,
        "limit": format_decimal(settings.NEGOCE_MAILS_A_MINUTE, reader_language()),
        "fields": [
            {"name": f"{{{{ {shown_name(each, row.language)} }}}}", "words": FIELD_WORDS[each.key]}
            for each in FIELDS[MessageKind.MAILING]
        ],
        "columns": [{"name": f"{{{{ {each.name} }}}}", "words": each.label} for each in column_names(actor)],
    }
    return render(request, "web/mailings/draft.html", context, status=status)


def results_page(request: HttpRequest, row: Mailing) -> HttpResponse:
    """What became of it, so far."""
    results = results_of(row)
    job = Job.objects.filter(unique_key=f"{PREPARE}:{row.pk}").order_by("-pk").first()
    is_preparing = row.state == MailingState.PREPARING.value
    waits = results.by_outcome.get("waiting", 0)
    is_letter = row.kind == MailingKind.LETTER.value
    is_halted = row.state == MailingState.PAUSED.value and job is not None and job.state == JobState.FAILED
    context = {
        **_head(row, is_gone=not waits),
        "why_paused": job.message if is_halted and job is not None else "",
        "is_letter": is_letter,
        # Letters printed before there was one have none.
        "has_word": is_letter and word_path(row).is_file(),
        "outcomes": _outcomes(row, results),
        "left_out": _left_out(row, results),
        "left": _number(results.left),
        "pieces": _number(results.pieces),
        "unsubscribed": _number(results.unsubscribed) if results.unsubscribed else "",
        "unsubscribed_url": _recipients(row, "unsubscribed"),
        "job_url": reverse("jobs:detail", args=[job.public_id]) if is_preparing and job is not None else "",
        **_steering(row, waits),
        "outcome_columns": [
            TableColumn(_("Message") if not is_letter else _("Lettre")),
            TableColumn(_("Part"), numeric=True),
            TableColumn(_("Nombre"), numeric=True),
        ],
        "reason_columns": [TableColumn(_("Raison")), TableColumn(_("Nombre"), numeric=True)],
        "cost": format_money(row.piece_cost * pieces_gone(row), reader_language()) if row.piece_cost else "",
        "plan": row.plan,
        "after": after_of(actor_of(request), row) if results.pieces else None,
        "subject": row.subject,
        "body": row.body,
        "page_url": mailing_url(row),
        **{
            f"{name}_url": mailing_url(row, name)
            for name in ("pause", "resumption", "stop", "letters", "word", "labels", "posted")
        },
    }
    return render(request, "web/mailings/results.html", context)


def _steering(row: Mailing, waits: int) -> dict[str, object]:
    """What may be done with it, and whether it still moves by itself."""
    is_paused = row.state == MailingState.PAUSED.value
    is_preparing = row.state == MailingState.PREPARING.value
    moves = is_preparing or waits > 0
    return {
        "starts_at": _later(row),
        "is_paused": is_paused,
        "may_pause": is_preparing or (row.state == MailingState.READY.value and waits > 0),
        # Also what was stopped or paused half-way: asked again, it is finished.
        "may_stop": moves or is_paused,
        "refreshed": "every 5s" if moves and not is_paused else "never",
    }


def _left_out(row: Mailing, results: Results) -> Sequence[dict[str, object]]:
    return [
        {
            "words": short(reason),
            "count": _number(count),
            "url": _recipients(row, reason),
            "inform_url": inform_url(row, reason),
        }
        for reason, count in results.left_out
    ]


def _head(row: Mailing, *, is_gone: bool = False) -> dict[str, object]:
    return {
        "mailing": row,
        "kind": KINDS[row.kind],
        "state": state_words(row, is_gone=is_gone),
        "tone": TONES[row.state],
        "list_url": reverse("mailings:list"),
    }


def _outcomes(row: Mailing, results: Results) -> Sequence[dict[str, object]]:
    if row.kind == MailingKind.LETTER.value:
        return ()
    total = max(1, results.pieces)
    return [
        {
            "words": OUTCOME_WORDS[name],
            "note": OUTCOME_NOTES.get(name, ""),
            "tone": OUTCOME_TONES[name],
            "count": _number(count),
            "share": _("%(percent)s %%")
            % {"percent": format_decimal(round(100 * count / total), reader_language())},
            "url": _recipients(row, name),
        }
        for name, count in results.by_outcome.items()
    ]


def _recipients(row: Mailing, which: str) -> str:
    return f"{mailing_url(row, 'recipients')}?{urlencode({'which': which})}"


def _later(row: Mailing) -> str:
    at = row.launched_at
    if at is None or at <= timezone.now():
        return ""
    return short_moment(at)


def _companies_url(row: Mailing) -> str:
    if row.chosen:
        return ""
    return f"{reverse('lists:companies')}?{urlencode({'filter': row.filter_text})}"


def _number(count: int) -> str:
    return format_decimal(count, reader_language())
