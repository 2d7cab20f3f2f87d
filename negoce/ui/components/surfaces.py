"""Cards, key figures, banners, empty states, skeletons: what holds or stands for content."""

from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from negoce.ui.components.buttons import one_of
from negoce.ui.html import safe_url, text
from negoce.ui.icons import icon as draw_icon

Tone = Literal["", "good", "warn", "bad", "info", "accent"]
TONES = ("", "good", "warn", "bad", "info", "accent")


def card(
    content: str,
    title: object = "",
    *,
    meta: object = "",
    href: str = "",
    flush: bool = False,
    id: str = "",
    level: int = 2,
    fold: str = "",
    folded: bool = False,
) -> SafeString:
    """A panel: optional header (title, `meta` on the right, linked when `href`), then the content.

    `flush` leaves no padding: for tables and lists that touch the border. `level` is the heading's. With a `fold`
    key the header folds the panel, which `<n-fold>` remembers; `folded` draws it so.
    """
    identity = f' id="{text(id)}"' if id else ""
    head = ""
    if title:
        words = text(title)
        words = f'<a href="{text(safe_url(href))}">{words}</a>' if href else words
        aside = f'<div class="card-meta">{text(meta)}</div>' if meta else ""
        head = f"<header><h{int(level)}>{words}</h{int(level)}>{aside}</header>"
    body = content if flush else f'<div class="card-body">{content}</div>'
    if fold:
        head = head.replace("<header>", "<summary>").replace("</header>", "</summary>")
        unfolded = "" if folded else " open"
        return SafeString(
            f'<n-fold data-key="{text(fold)}"><details class="card"{identity}{unfolded}>{head}{body}</details></n-fold>'
        )
    return SafeString(f'<section class="card"{identity}>{head}{body}</section>')


def kpi(
    label: object,
    value: object,
    note: object = "",
    *,
    tone: Tone = "",
    href: str = "",
    size: Literal["", "large"] = "",
) -> SafeString:
    """A figure and what it is compared with, in words; `tone` colours the comparison."""
    one_of("kpi", "tone", tone, TONES)
    one_of("kpi", "size", size, ("", "large"))
    mark = f' data-tone="{tone}"' if tone else ""
    scale = f' data-size="{size}"' if size else ""
    under = f'<div class="kpi-note"{mark}>{text(note)}</div>' if note else ""
    inside = f'<div class="kpi-label">{text(label)}</div><div class="kpi-value">{text(value)}</div>{under}'
    if href:
        return SafeString(f'<a class="card kpi" href="{text(safe_url(href))}"{scale}>{inside}</a>')
    return SafeString(f'<div class="card kpi"{scale}>{inside}</div>')


def banner(content: str, *, tone: Tone = "info", title: object = "") -> SafeString:
    """A message that stays in the page: what happened, what was kept, what to do."""
    one_of("banner", "tone", tone, TONES)
    role = "alert" if tone in ("bad", "warn") else "status"
    name = {"good": "check", "warn": "alert", "bad": "warning"}.get(tone, "info")
    head = f"<strong>{text(title)}</strong> " if title else ""
    return SafeString(
        f'<div class="banner" data-tone="{tone}" role="{role}">'
        f"{draw_icon(name)}<div>{head}{content}</div></div>"
    )


def empty(
    content: str, title: object, *, kind: Literal["first", "none"] = "none", icon: str = ""
) -> SafeString:
    """An empty state.

    `first`: nothing exists yet (say what it is for, one button); `none`: nothing matches (clear filters).
    """
    one_of("empty", "kind", kind, ("first", "none"))
    name = icon or ("plus" if kind == "first" else "search")
    return SafeString(
        f'<div class="empty" data-kind="{kind}">{draw_icon(name)}'
        f'<p class="empty-title">{text(title)}</p><div class="empty-body">{content}</div></div>'
    )


def skeleton(
    lines: int = 3, *, kind: Literal["text", "table", "card"] = "text", label: object = ""
) -> SafeString:
    """Grey lines that hold the place of what is being loaded; `label` is read aloud."""
    one_of("skeleton", "kind", kind, ("text", "table", "card"))
    bars = "<i></i>" * max(1, min(int(lines), 50))
    said = f'<span class="visually-hidden">{text(label)}</span>' if label else ""
    return SafeString(f'<div class="skeleton" data-kind="{kind}" aria-busy="true">{said}{bars}</div>')


def meter(value: float, maximum: float = 100, *, label: object, tone: Tone = "") -> SafeString:
    """A measured bar (completeness, share). The label is read aloud; write the figure beside it."""
    one_of("meter", "tone", tone, TONES)
    return format_html(
        '<progress class="bar" max="{}" value="{}" aria-label="{}" data-tone="{}"></progress>',
        f"{maximum:g}",
        f"{value:g}",
        label,
        tone,
    )


def progress(value: float | None = None, maximum: float = 100, *, label: object) -> SafeString:
    """The progress of a job; without a value, its length is unknown."""
    if value is None:
        return format_html('<progress class="bar" aria-label="{}"></progress>', label)
    return meter(value, maximum, label=label)
