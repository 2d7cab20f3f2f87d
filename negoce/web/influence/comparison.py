"""How everybody stood on two days, and the support that made."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from negoce.companies.rules.typed_day import parse_day
from negoce.companies.words.findings import say as say_of_values
from negoce.negotiation.queries.influence.read import influence_map
from negoce.negotiation.words.influence import TONES, attitude_label
from negoce.ui.words.say import short_day
from negoce.web.day_input import day_input
from negoce.web.deals.deal import load_deal
from negoce.web.dialogs import show_form
from negoce.web.http import actor_of
from negoce.web.influence.panel import support_words

_BACK = timedelta(days=30)


class DaysForm(forms.Form):
    """The two days; one that cannot be read is said beside it."""

    before = forms.CharField(label=_("Le"), widget=day_input())
    after = forms.CharField(label=_("Puis le"), widget=day_input())


@require_GET
def comparison(request: HttpRequest, public_id: str) -> HttpResponse:
    """A month ago and today, unless other days are asked for; weights and influences are those of today."""
    actor = actor_of(request)
    deal = load_deal(actor, public_id)
    today = timezone.localdate()
    form = DaysForm({name: request.GET.get(name, "")[:40] for name in ("before", "after")})
    form.is_valid()
    form.errors.clear()
    first = _day(form, "before", today - _BACK, today)
    last = _day(form, "after", today, today)
    then, now = influence_map(actor, deal, first), influence_map(actor, deal, last)
    # Somebody may be put on the map between the two readings.
    stood = {each.row.pk: each for each in then.people}
    lines = [
        {
            "name": after.name,
            "before": attitude_label(before.attitude),
            "before_tone": TONES[before.attitude],
            "after": attitude_label(after.attitude),
            "after_tone": TONES[after.attitude],
            "changed": before.attitude != after.attitude,
            "words_heard": after.latest.words_heard if after.latest is not None else "",
        }
        for after in now.people
        if (before := stood.get(after.row.pk)) is not None
    ]
    context = {
        "title": _now("Avant et après"),
        "url": request.path,
        "lines": lines,
        "days": (short_day(first), short_day(last)),
        "scores": (support_words(then.support), support_words(now.support)),
    }
    return show_form(request, "influence/_comparison", form, context)


def _day(form: DaysForm, name: str, usual: date, today: date) -> date:
    given = form.data[name]
    parsed = parse_day(given, today, forward=False)
    if parsed.finding is not None:
        form.add_error(name, say_of_values(parsed.finding))
    day = parsed.value if parsed.value is not None and parsed.finding is None else usual
    if not given:
        form.data = {**form.data, name: f"{day:%d/%m/%Y}"}
    return day
