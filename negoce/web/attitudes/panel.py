"""« Attitude » on the page of a company: the step, what shows it, what would lead one higher."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.kit.dates import format_date
from negoce.portfolio.models import Testimonial
from negoce.portfolio.queries.attitude_facts import attitude_facts
from negoce.portfolio.rules.attitude import attitude
from negoce.portfolio.steering.attitude_words import LEVELS
from negoce.portfolio.steering.words import MESSAGES
from negoce.ui.words.say import say
from negoce.web.companies.panel_types import BEHAVIOUR, SIDE, Panel
from negoce.web.companies.record import CompanyRecord
from negoce.web.orders.figures import language

_SHOWN = 20


def _attitude(record: CompanyRecord) -> Mapping[str, object] | None:
    today = timezone.localdate()
    company = record.company
    standing = attitude(attitude_facts([company.pk], today)[company.pk], today)
    testimonials = Testimonial.objects.filter(company=company).order_by("-published_on", "-pk")[:_SHOWN]
    return {
        "level": LEVELS[standing.level],
        "since": format_date(standing.since, language()) if standing.since else "",
        "steps": [
            {
                "name": LEVELS[each.level],
                "said": say(each.explanation, MESSAGES),
                "holds": each.holds,
                "is_next": each is standing.next_step,
            }
            for each in reversed(standing.evidence)
        ],
        "advice": say(standing.next_step.explanation, MESSAGES) if standing.next_step else "",
        "next_name": LEVELS[standing.next_step.level] if standing.next_step else "",
        "testimonials": [
            {
                "place": each.place,
                "day": format_date(each.published_on, language()),
                "removal_url": reverse(
                    "portfolio:testimonial_removal", args=[company.public_id, each.public_id]
                )
                if record.may_edit
                else "",
            }
            for each in testimonials
        ],
        "new_url": reverse("portfolio:testimonial_new", args=[company.public_id]) if record.may_edit else "",
    }


ATTITUDE = Panel(
    "attitude", _("Attitude"), "web/attitudes/_attitude.html", _attitude, 9, tab=BEHAVIOUR, column=SIDE
)
