"""`/debriefs/`: how one's own meetings develop; a manager chooses somebody whom they lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.identity.models import User
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal
from negoce.negotiation.actions.debriefs.forget import KEPT_MONTHS
from negoce.negotiation.enums import DealStep
from negoce.negotiation.queries.debriefs.progress import Progress, led_progress, meetings_seen, progress_of
from negoce.negotiation.queries.debriefs.visible import led_users
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.debrief import ADVICE, ASPECTS, RECOVERIES, say
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.say import reader_language
from negoce.web.debriefs.sparks import spark
from negoce.web.http import actor_of


@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """The twelve last reviews of oneself, or of `?person=`; whom one leads."""
    actor = actor_of(request)
    person = _person(actor, request.GET.get("person", ""))
    found = progress_of(actor, person.pk)
    context = {
        "is_own": person.pk == actor.user_id,
        "name": person.full_name,
        "own_url": reverse("debriefs:page"),
        "file_url": reverse("debriefs:file"),
        "kept_months": KEPT_MONTHS,
        "count": len(found.debriefs),
        "work_on": _work_on(found),
        "to_change": next((each.to_change for each in found.debriefs if each.to_change), ""),
        "aspects": _aspects(found),
        "steps": _steps(found),
        "recoveries": _recoveries(found),
        "lines": _lines(actor, found),
        "led": _led(actor),
        "led_columns": (
            TableColumn(_("Qui")),
            TableColumn(_("Bilans, 12 mois"), numeric=True),
            TableColumn(_("Dernier")),
            TableColumn(_("Sans retour"), numeric=True),
        ),
    }
    return render(request, "web/debriefs/page.html", context)


def _person(actor: Actor, public_id: str) -> User:
    """Who is asked for: oneself, or somebody whom one leads; 404 for anybody else."""
    if actor.user_id is None:
        raise Http404
    if not public_id:
        return User.objects.get(pk=actor.user_id)
    own = User.objects.filter(pk=actor.user_id, public_id=public_id[:12]).first()
    found = own or led_users(actor).filter(public_id=public_id[:12]).first()
    if found is None:
        raise Http404(_("Cette personne n’existe pas, ou ses bilans ne sont pas visibles pour vous."))
    return found


def _work_on(found: Progress) -> Mapping[str, str] | None:
    chosen = found.work_on
    if chosen is None:
        return None
    label = label_of(DealStep, chosen.key) if chosen.is_step else str(ASPECTS[chosen.key])
    return {"label": label, "why": say(chosen.why), "advice": str(ADVICE[chosen.key])}


def _aspects(found: Progress) -> Sequence[Mapping[str, object]]:
    lines = []
    for aspect, each in found.trends.items():
        if each.mean is None:
            continue
        told = _("Notes, de la plus ancienne à la dernière : %(notes)s") % {
            "notes": ", ".join(str(note) for note in each.notes)
        }
        lines.append(
            {
                "label": ASPECTS[aspect],
                "mean": _figure(each.mean),
                "before": _figure(each.before) if each.before is not None else "",
                "spark": spark(each.notes),
                "told": told,
            }
        )
    return lines


def _steps(found: Progress) -> Sequence[Mapping[str, object]]:
    return [
        {
            "label": label_of(DealStep, step.value),
            "rate": int(each.rate),
            "words": _("%(rate)s %% sur %(count)s") % {"rate": int(each.rate), "count": each.concerned},
        }
        for step, each in found.steps.items()
        if each.rate is not None
    ]


def _recoveries(found: Progress) -> Sequence[str]:
    return [
        _("%(way)s : %(worked)s fois sur %(used)s, le début a été rattrapé.")
        % {"way": RECOVERIES[way], "worked": worked, "used": used}
        for way, (used, worked) in found.recoveries.items()
    ]


def _lines(actor: Actor, found: Progress) -> Sequence[Mapping[str, object]]:
    seen = meetings_seen(actor, found.debriefs) if found.debriefs else {}
    lines = []
    for each in found.debriefs:
        meeting = seen.get(each.activity_id)
        company = meeting.company.name if meeting is not None and meeting.company is not None else ""
        lines.append(
            {
                "url": reverse("debriefs:record", args=[each.public_id]),
                "subject": meeting.subject if meeting is not None else _("Entretien passé"),
                "about": " · ".join(
                    part for part in (format_date(each.met_on, reader_language()), company) if part
                ),
                "is_answered": bool(each.feedback),
                "is_unread": bool(each.feedback) and each.feedback_read_at is None,
            }
        )
    return lines


def _led(actor: Actor) -> Sequence[Mapping[str, object]]:
    return [
        {
            "name": each.person.full_name,
            "url": f"{reverse('debriefs:page')}?person={each.person.public_id}",
            "count": each.count,
            "last": format_date(each.last, reader_language()) if each.last else "",
            "unanswered": each.unanswered,
        }
        for each in led_progress(actor, timezone.localdate())
    ]


def _figure(value: object) -> str:
    return format_decimal(value, reader_language(), 1)  # type: ignore[arg-type]
