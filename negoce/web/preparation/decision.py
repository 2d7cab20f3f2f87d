"""Who decides: those met and not met, what is to worry about, the drawing of who sways whom."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from django.utils.translation import gettext as _

from negoce.negotiation.documents.preparation_sheet import (
    MapEdge,
    MapNode,
    SheetBlock,
    SheetEdit,
    SheetLine,
    SheetMap,
)
from negoce.negotiation.enums import DealRole
from negoce.negotiation.queries.deals.page import deal_people
from negoce.negotiation.queries.influence.read import InfluenceMap, PersonOnMap
from negoce.negotiation.rules.influence_layout import HEIGHT, WIDTH, default_places
from negoce.negotiation.words.deal import label_of
from negoce.negotiation.words.influence import TONES, attitude_label, say
from negoce.ui.words.figures import number
from negoce.web.activities.words import day_words
from negoce.web.contacts.record import contact_url
from negoce.web.deals.panel_types import PEOPLE
from negoce.web.preparation.prepared import Prepared

# Half as high as on its own page: it is looked at, not worked on.
_FLAT, _NAME_MAX, _GAP = 0.55, 18, 3


def people_block(prepared: Prepared) -> SheetBlock:
    """The people, those who weigh most first; two queries beside those of the map."""
    found = prepared.map
    lines = _on_map(prepared, found) if found is not None and found.people else _in_deal(prepared)
    support = found.support.score if found is not None else None
    sign = "+" if support is not None and support > 0 else ""
    return SheetBlock(
        key="people",
        title=_("Ceux qui décident"),
        lines=lines,
        meta=_("soutien %(score)s") % {"score": f"{sign}{number(support, 2)}"} if support is not None else "",
        todo=_("Personne n’est encore placé : qui décide, qui pèse, qui utilisera ?"),
        edits=[SheetEdit(_("Qui décide"), prepared.tab_url(PEOPLE))],
    )


def decision_map(prepared: Prepared) -> SheetMap | None:
    """The drawing, from two people on; a list says as much of one."""
    found = prepared.map
    if found is None or len(found.people) < 2:
        return None
    usual = default_places({each.row.pk: each.row.reports_to_id for each in found.people})
    places = {}
    for each in found.people:
        x, y = usual[each.row.pk] if each.row.x is None or each.row.y is None else (each.row.x, each.row.y)
        places[each.row.pk] = (x, round(y * _FLAT) + 10)
    radii = {each.row.pk: 9 + 3 * each.row.weight for each in found.people}
    return SheetMap(
        width=WIDTH,
        height=round(HEIGHT * _FLAT) + 40,
        nodes=[_node(each, places[each.row.pk], radii[each.row.pk]) for each in found.people],
        edges=[*_ranks(found, places), *_sways(found, places, radii)],
    )


def _on_map(prepared: Prepared, found: InfluenceMap) -> Sequence[SheetLine]:
    lines = [SheetLine(say(each), tone="warn") for each in found.support.flags]
    return lines + [_person(prepared, each) for each in found.people]


def _person(prepared: Prepared, each: PersonOnMap) -> SheetLine:
    post = each.contact.current_post if each.contact is not None else None
    roles = ", ".join(label_of(DealRole, role) for role in each.roles)
    function = post.function if post is not None and not each.gone else ""
    said = [_("poids %(weight)s") % {"weight": each.row.weight}, attitude_label(each.attitude).lower()]
    if each.gone:
        said.append(_("a quitté l’entreprise"))
    elif each.row.contact_id is None:
        said.append(_("à identifier"))
    elif each.met_on is not None:
        said.append(_("dernière rencontre : %(day)s") % {"day": day_words(each.met_on, prepared.today)})
    else:
        said.append(_("aucune rencontre"))
    words = each.latest.words_heard if each.latest is not None else ""
    if words:
        said.append(_("« %(words)s »") % {"words": words})
    return SheetLine(
        " · ".join(part for part in (each.name, function, roles) if part),
        note=", ".join(said),
        tone=TONES[each.attitude],
        url=contact_url(each.contact) if each.contact is not None else "",
    )


def _in_deal(prepared: Prepared) -> Sequence[SheetLine]:
    lines = []
    for each in deal_people(prepared.actor, prepared.deal):
        post = each.contact.current_post
        role = label_of(DealRole, each.role) if each.role else ""
        parts = (each.contact.full_name, post.function if post else "")
        lines.append(
            SheetLine(" · ".join(part for part in parts if part), note=role, url=contact_url(each.contact))
        )
    return lines


def _node(each: PersonOnMap, place: tuple[int, int], radius: int) -> MapNode:
    name = each.name
    short = name if len(name) <= _NAME_MAX else f"{name[: _NAME_MAX - 1].rstrip()}…"
    return MapNode(
        x=place[0],
        y=place[1],
        radius=radius,
        name=short,
        weight=each.row.weight,
        tone=TONES[each.attitude],
        is_unknown=each.row.contact_id is None,
        said=f"{name}, {attitude_label(each.attitude)}",
    )


def _ranks(found: InfluenceMap, places: dict[int, tuple[int, int]]) -> Sequence[MapEdge]:
    return [
        MapEdge(_straight(places[chief], places[each.row.pk]), is_rank=True)
        for each in found.people
        if (chief := each.row.reports_to_id) is not None and chief in places
    ]


def _sways(
    found: InfluenceMap, places: dict[int, tuple[int, int]], radii: dict[int, int]
) -> Sequence[MapEdge]:
    return [
        MapEdge(_bow(places[each.source_id], places[each.target_id], radii[each.target_id]), _force(each.strength))
        for each in found.edges
        if each.source_id in places and each.target_id in places
    ]  # fmt: skip


def _force(strength: object) -> str:
    value = float(str(strength))
    return "strong" if value >= 1 else "plain" if value >= 0.5 else "weak"


def _straight(start: tuple[int, int], end: tuple[int, int]) -> str:
    return f"M{start[0]} {start[1]}L{end[0]} {end[1]}"


def _bow(start: tuple[int, int], end: tuple[int, int], radius: int) -> str:
    # Bent, so that one each way shows twice; the arrow stops at the circle.
    bent_x = (start[0] + end[0]) / 2 + (end[1] - start[1]) / 6
    bent_y = (start[1] + end[1]) / 2 - (end[0] - start[0]) / 6
    far = hypot(end[0] - bent_x, end[1] - bent_y) or 1
    tip_x = end[0] - (end[0] - bent_x) * (radius + _GAP) / far
    tip_y = end[1] - (end[1] - bent_y) * (radius + _GAP) / far
    return f"M{start[0]} {start[1]}Q{bent_x:.1f} {bent_y:.1f} {tip_x:.1f} {tip_y:.1f}"
