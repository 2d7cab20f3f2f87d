"""Buttons, menus and keys: what a person presses."""

from typing import Literal

from django.utils.safestring import SafeString

from negoce.ui.attributes import attributes
from negoce.ui.html import safe_url, text
from negoce.ui.icons import icon as draw_icon

Kind = Literal["", "primary", "quiet", "danger"]
Size = Literal["", "small", "large"]
Dialog = Literal["", "modal", "peek"]
KINDS = ("", "primary", "quiet", "danger")
SIZES = ("", "small", "large")
DIALOGS = ("", "modal", "peek")


def one_of(component: str, name: str, value: str, allowed: tuple[str, ...]) -> str:
    """The value when it is allowed. Raises TypeError with the allowed ones otherwise."""
    if value not in allowed:
        raise TypeError(f"{component}: {name} is {value!r}, expected one of {allowed}")
    return value


def button(
    label: object = "",
    *,
    href: str = "",
    kind: Kind = "",
    size: Size = "",
    icon: str = "",
    key: str = "",
    type: Literal["button", "submit", "reset"] = "button",
    dialog: Dialog = "",
    disabled: bool = False,
    **extra: object,
) -> SafeString:
    """A button, or a link that looks like one when it has an `href`.

    `key` presses it from the keyboard and is shown; `dialog` opens the `href` as a fragment.
    An icon alone needs `aria_label`.
    """
    one_of("button", "kind", kind, KINDS)
    one_of("button", "size", size, SIZES)
    one_of("button", "dialog", dialog, DIALOGS)
    inside = (
        (draw_icon(icon) if icon else "")
        + (f"<span>{text(label)}</span>" if label else "")
        + (kbd(key) if key else "")
    )
    marks = f' data-kind="{kind}"' if kind else ""
    marks += f' data-size="{size}"' if size else ""
    marks += f' data-key="{text(key.lower())}"' if key else ""
    marks += f' data-dialog="{dialog}"' if dialog else ""
    marks += "" if label else " data-icon-only"
    marks += attributes("button", extra)
    if href and not disabled:
        return SafeString(f'<a class="button" href="{text(safe_url(href))}"{marks}>{inside}</a>')
    state = " disabled" if disabled else ""
    return SafeString(f'<button class="button" type="{text(type)}"{state}{marks}>{inside}</button>')


def kbd(*keys: object) -> SafeString:
    """One or more keys, as printed on them: `{% kbd "Ctrl K" %}`, `{% kbd "g" "e" %}`."""
    return SafeString(" ".join(f"<kbd>{text(key)}</kbd>" for key in keys))


def menu(
    content: str,
    label: object = "",
    *,
    icon: str = "",
    kind: Kind = "",
    size: Size = "",
    key: str = "",
    align: Literal["start", "end"] = "start",
    aria_label: object = "",
) -> SafeString:
    """A button that unfolds a list of `menu_item`s; closes on Escape, outside click and choice."""
    one_of("menu", "kind", kind, KINDS)
    one_of("menu", "size", size, SIZES)
    one_of("menu", "align", align, ("start", "end"))
    inside = (
        (draw_icon(icon) if icon else "")
        + (f"<span>{text(label)}</span>" if label else "")
        + (kbd(key) if key else "")
    )
    marks = f' data-kind="{kind}"' if kind else ""
    marks += f' data-size="{size}"' if size else ""
    marks += f' data-key="{text(key.lower())}"' if key else ""
    marks += "" if label else " data-icon-only"
    marks += f' aria-label="{text(aria_label)}"' if aria_label else ""
    return SafeString(
        f'<n-menu><details class="menu" data-align="{align}">'
        f'<summary class="button"{marks}>{inside}</summary>'
        f'<div class="menu-panel">{content}</div></details></n-menu>'
    )


def menu_item(
    label: object,
    *,
    href: str = "",
    icon: str = "",
    key: str = "",
    dialog: Dialog = "",
    tone: Literal["", "bad"] = "",
    active: bool = False,
    type: Literal["button", "submit"] = "button",
    **extra: object,
) -> SafeString:
    """A line of a menu: a link when it has an `href`, else a button. `key` works while the menu is open."""
    one_of("menu_item", "dialog", dialog, DIALOGS)
    inside = (draw_icon(icon) if icon else "") + f"<span>{text(label)}</span>" + (kbd(key) if key else "")
    marks = f' data-key="{text(key.lower())}"' if key else ""
    marks += f' data-dialog="{dialog}"' if dialog else ""
    marks += f' data-tone="{text(tone)}"' if tone else ""
    marks += ' aria-current="true"' if active else ""
    marks += attributes("menu_item", extra)
    if href:
        return SafeString(f'<a class="menu-item" href="{text(safe_url(href))}"{marks}>{inside}</a>')
    return SafeString(f'<button class="menu-item" type="{text(type)}"{marks}>{inside}</button>')
