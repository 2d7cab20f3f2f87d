"""The panel of who decides: the support, what is to worry about, the people one under the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from negoce.identity.enums import FieldGroup, Permission
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import DealRole
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.influence.read import InfluenceMap, PersonOnMap, influence_map, may_read_map
from negoce.negotiation.rules.influence import Support
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.influence import BUYERS, TONES, attitude_label, say, strength_label
from negoce.ui.words.figures import number
from negoce.web.activities.words import day_words
from negoce.web.contacts.record import contact_url
from negoce.web.deals.panel_types import PEOPLE, DealPanel, DealRecord
from negoce.web.influence.drawing import drawing


def _read(record: DealRecord) -> Mapping[str, object] | None:
    if not may_read_map(record.actor):
        return None
    found = influence_map(record.actor, record.deal)
    may_write = record.may_edit and record.actor.may_write(FieldGroup.OBSERVATIONS)
    plans = record.actor.may(Permission.CREATE)
    people = people_lines(found, record.deal, plans=plans)
    return {
        "may_write": may_write,
        "printed": False,
        "people": people,
        "drawing": drawing(found, people),
        "unplaced": [
            {"name": each.full_name, "url": _new_url(record, each.public_id)} for each in found.unplaced
        ],
        "support": support_words(found.support),
        "flags": [say(each) for each in found.support.flags],
        "circles": [say(each) for each in found.circles],
        "new_url": _new_url(record),
        "buyers": list(BUYERS.items()),
    }


def support_words(support: Support) -> Mapping[str, str]:
    """The score and how it is worked out; nothing with nobody."""
    if support.score is None:
        return {"score": "", "why": "", "tone": ""}
    figures = {
        "gained": _plain(support.gained),
        "lost": _plain(support.lost),
        "total": _plain(support.total),
    }
    tone = "good" if support.score > 0 else "bad" if support.score < 0 else ""
    sign = "+" if support.score > 0 else ""
    return {
        "score": f"{sign}{number(support.score, 2)}",
        "why": say(Explanation("influence.score", figures)),
        "tone": tone,
    }


def people_lines(found: InfluenceMap, deal: Deal, *, plans: bool = False) -> Sequence[Mapping[str, object]]:
    """Each person of the map in words, in its order."""
    names = {each.row.pk: each.name for each in found.people}
    return [_line(each, found, names, deal, plans=plans) for each in found.people]


def _line(
    each: PersonOnMap, found: InfluenceMap, names: Mapping[int, str], deal: Deal, *, plans: bool
) -> Mapping[str, object]:
    row, contact, today = each.row, each.contact, timezone.localdate()
    sways = [
        _("%(name)s : %(strength)s")
        % {"name": names[edge.target_id], "strength": strength_label(edge.strength)}
        for edge in found.edges
        if edge.source_id == row.pk and edge.target_id in names
    ]
    post = contact.current_post if contact is not None else None
    latest = each.latest
    return {
        "public_id": row.public_id,
        "name": each.name,
        "url": contact_url(contact) if contact is not None else "",
        "function": post.function if post is not None and not each.gone else "",
        "unknown": row.contact_id is None,
        "gone": each.gone,
        "roles": ", ".join(label_of(DealRole, role) for role in each.roles),
        "weight": row.weight,
        "whole": _plain(found.support.weights[row.pk]),
        "attitude": attitude_label(each.attitude),
        "tone": TONES[each.attitude],
        "words_heard": latest.words_heard if latest is not None else "",
        "heard_on": day_words(latest.said_on, today) if latest is not None else "",
        "heard_url": _heard_url(each),
        "met": day_words(each.met_on, today) if each.met_on is not None else "",
        "meet_url": _meet_url(deal, contact.public_id)
        if plans and contact is not None and not each.gone
        else "",
        "chief": names.get(row.reports_to_id or 0, ""),
        "sways": sways,
        "person_url": _url("person", deal, row.public_id),
        "attitude_url": _url("attitude", deal, row.public_id),
        "edge_url": _url("edge", deal, row.public_id),
        "place_url": _url("place", deal, row.public_id),
    }


def _heard_url(each: PersonOnMap) -> str:
    if each.latest is None or each.latest.activity is None:
        return ""
    return reverse("activities:record", args=[each.latest.activity.public_id])


def _meet_url(deal: Deal, contact: str) -> str:
    given = {"company": deal.company.public_id, "contact": contact, "kind": "visit", "state": "planned"}
    return f"{reverse('activities:create')}?{urlencode(given)}"


def _new_url(record: DealRecord, contact: str = "") -> str:
    url = reverse("influence:new", args=[record.deal.public_id])
    return f"{url}?contact={contact}" if contact else url


def _url(name: str, deal: Deal, person: str) -> str:
    return reverse(f"influence:{name}", args=[deal.public_id, person])


def _plain(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return number(value, 0 if whole else 2)


INFLUENCE = DealPanel(
    "influence", _lazy("Carte d’influence"), "web/influence/_panel.html", _read, queries_max=7, tab=PEOPLE
)
