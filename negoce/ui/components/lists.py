"""Lists of things: definition rows, tabs, timeline, breadcrumb, filter chips, bulk bar, load more."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.ui.attributes import attributes
from negoce.ui.components.buttons import one_of
from negoce.ui.components.surfaces import TONES, Tone
from negoce.ui.html import or_nothing, or_prompt, safe_url, text
from negoce.ui.icons import icon as draw_icon


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab is a link: it stays in the address. `count` is already in words."""

    label: str
    url: str
    count: str = ""
    active: bool = False
    dialog: str = ""


def tabs(items: Iterable[Tab], label: object) -> SafeString:
    """A row of links under the page's head; `label` names the row for screen readers."""
    links = []
    for tab in items:
        current = ' aria-current="page"' if tab.active else ""
        dialog = f' data-dialog="{text(tab.dialog)}"' if tab.dialog else ""
        count = f" <span>{text(tab.count)}</span>" if tab.count else ""
        links.append(f'<a href="{text(safe_url(tab.url))}"{current}{dialog}>{text(tab.label)}{count}</a>')
    return SafeString(f'<nav class="tabs" aria-label="{text(label)}">{"".join(links)}</nav>')


def facts(content: str) -> SafeString:
    """A list of `fact` rows: label in grey on the left, value on the right."""
    return SafeString(f'<dl class="facts">{content}</dl>')


def fact(
    label: object, value: object = "", *, edit_url: str = "", id: str = "", note: object = ""
) -> SafeString:
    """A labelled value; with an `edit_url` a click turns it into its field (see `<n-edit>`)."""
    identity = f' id="{text(id)}"' if id else ""
    shown: str = or_nothing(value)
    if edit_url:
        shown = editable(value, edit_url, label=label)
    under = f' <span class="muted">{text(note)}</span>' if note else ""
    return SafeString(f"<dt>{text(label)}</dt><dd{identity}>{shown}{under}</dd>")


def editable(value: object, edit_url: str, *, label: object) -> SafeString:
    """A value edited where it stands: GET on the address gives the field, POST saves it."""
    return SafeString(
        f'<n-edit data-url="{text(safe_url(edit_url))}" data-label="{text(label)}">{or_prompt(value)}</n-edit>'
    )


def timeline(content: str, *, label: object = "") -> SafeString:
    """A vertical line of `timeline_item`s, newest first."""
    name = f' aria-label="{text(label)}"' if label else ""
    return SafeString(f'<ol class="timeline"{name}>{content}</ol>')


def timeline_item(
    content: str, title: object, *, rest: object = "", when: object = "", tone: Tone = "", id: str = ""
) -> SafeString:
    """A fact of the thread: bold title, the rest of the sentence, when and who in grey, then its details."""
    one_of("timeline_item", "tone", tone, TONES)
    identity = f' id="{text(id)}"' if id else ""
    mark = f' data-tone="{tone}"' if tone else ""
    more = f" {text(rest)}" if rest else ""
    moment = f' <span class="muted">{text(when)}</span>' if when else ""
    details = f'<div class="sub">{content}</div>' if content.strip() else ""
    return SafeString(f"<li{identity}{mark}><strong>{text(title)}</strong>{more}{moment}{details}</li>")


def breadcrumb(items: Iterable[tuple[str, str]]) -> SafeString:
    """The way back: pairs of words and address; the last one, without an address, is the page itself."""
    parts = []
    for label, url in items:
        inside = (
            f'<a href="{text(safe_url(url))}">{text(label)}</a>'
            if url
            else f'<span aria-current="page">{text(label)}</span>'
        )
        parts.append(f"<li>{inside}</li>")
    return SafeString(
        f'<nav class="breadcrumb" aria-label="{text(_("Fil d’Ariane"))}"><ol>{"".join(parts)}</ol></nav>'
    )


def filter_chip(
    field: object,
    value: object,
    *,
    operator: object = "",
    edit_url: str = "",
    remove_url: str = "",
    dialog: Literal["", "modal", "peek"] = "modal",
) -> SafeString:
    """One condition of a list: `Département est 07 ✕`. The words open its editor, the cross removes it."""
    between = f" <b>{text(operator)}</b> " if operator else " "
    words = f"{text(field)}{between}{text(value)}"
    opener = (
        f'<a href="{text(safe_url(edit_url))}" data-dialog="{dialog}">{words}</a>'
        if edit_url
        else f"<span>{words}</span>"
    )
    said = text(_("Retirer le filtre : %(field)s") % {"field": str(field)})
    remover = (
        f'<a class="filter-remove" href="{text(safe_url(remove_url))}" aria-label="{said}">'
        f"{draw_icon('close')}</a>"
        if remove_url
        else ""
    )
    return SafeString(f'<span class="filter">{opener}{remover}</span>')


def bulk_bar(content: str, *, form: str = "bulk", total: object = "") -> SafeString:
    """The bar shown while rows are chosen, inside `<n-list>`. `total` offers to choose all that match."""
    every = (
        f'<button type="button" class="bulk-all" data-bulk-all data-total="{text(total)}">'
        f"{text(_('Choisir les %(total)s') % {'total': str(total)})}</button>"
        if total
        else ""
    )
    return SafeString(
        f'<form class="bulk" id="{text(form)}" data-bulk hidden '
        f'aria-label="{text(_("Actions sur les lignes choisies"))}">'
        f'<input type="hidden" name="all" value="">'
        f'<strong data-bulk-count aria-live="polite"></strong>{every}{content}'
        f'<button type="button" class="bulk-close" data-bulk-clear><kbd>{text(_("Échap"))}</kbd>'
        f'<span class="visually-hidden">{text(_("Ne plus rien choisir"))}</span></button></form>'
    )


def load_more(url: str, shown: object, total: object, *, target: str, reveal: bool = False) -> SafeString:
    """`50 sur 4 912` and a button that appends the next rows to `target`; `reveal`: when scrolled to."""
    trigger = ' hx-trigger="intersect once, click"' if reveal else ""
    button = (
        f'<button type="button" class="button" data-size="small" hx-get="{text(safe_url(url))}" '
        f'hx-target="{text(target)}" '
        f'hx-swap="beforeend"{trigger}>{text(_("Afficher la suite"))}</button>'
        if url
        else ""
    )
    counted = _("%(shown)s sur %(total)s") % {"shown": str(shown), "total": str(total)}
    return SafeString(
        f'<div class="load-more" id="load-more"><span class="muted">{text(counted)}</span>{button}</div>'
    )


def palette_group(content: str, label: object) -> SafeString:
    """A titled group of `palette_option`s in the answer of the palette."""
    return SafeString(f'<section class="palette-group"><h3>{text(label)}</h3>{content}</section>')


def palette_option(
    label: object,
    url: str,
    *,
    note: object = "",
    icon: str = "",
    life: str = "",
    dialog: Literal["", "modal", "peek"] = "",
    **extra: object,
) -> SafeString:
    """A line of the palette: a record or a command; `dialog` opens the address as a fragment."""
    mark = f' data-life="{text(life)}"' if life else ""
    opens = f' data-dialog="{dialog}"' if dialog else ""
    beside = f'<span class="muted">{text(note)}</span>' if note else ""
    return SafeString(
        f'<a class="palette-option" data-option href="{text(safe_url(url))}"{mark}{opens}'
        f"{attributes('palette_option', extra)}>"
        f"{draw_icon(icon) if icon else ''}<span>{text(label)}</span>{beside}</a>"
    )
