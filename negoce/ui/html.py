"""The commonest bits of markup, made from Python: a list draws hundreds of them a request.

Every function escapes what it is given unless it is already safe, and returns safe text.
"""

from functools import lru_cache
from html import escape as escape_text
from typing import Final

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

NOTHING: Final = SafeString('<span class="muted">—</span>')
_AVATAR_HUES: Final = 6


def text(value: object) -> str:
    """The escaped text of any value; safe text is left as it is."""
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return escape_text(str(value))


def chip(label: object, life: str = "", tone: str = "") -> SafeString:
    """A status, dot and tinted words: `life` a life-cycle key, or `tone` good, warn, bad, info, accent."""
    hue = f' data-life="{escape_text(life)}"' if life else f' data-tone="{escape_text(tone)}"' if tone else ""
    return SafeString(f'<span class="chip"{hue}>{text(label)}</span>')


def tag(label: object) -> SafeString:
    """A quiet label in a hairline box: class, tag, code."""
    return SafeString(f'<span class="tag">{text(label)}</span>')


def link(url: str, label: object, strong: bool = False) -> SafeString:
    """A link; `strong` for the name that identifies a row. Only site paths, http, mailto and tel pass."""
    weight = ' class="strong"' if strong else ""
    return SafeString(f'<a{weight} href="{escape_text(safe_url(url))}">{text(label)}</a>')


def safe_url(url: str) -> str:
    """The address, or `#` when its scheme could run something (`javascript:`, `data:`)."""
    url = str(url)
    if url.startswith(("/", "?", "#", "https://", "http://", "mailto:", "tel:")):
        return url
    return "#"


def number_cell(value: object) -> SafeString:
    """A right-aligned cell of tabular figures; the value comes already put into words."""
    return SafeString(f'<td class="num">{text(value)}</td>')


def cell(value: object, quiet: bool = False) -> SafeString:
    """A cell; `quiet` for what supports the row without identifying it."""
    return SafeString(f'<td class="sub">{text(value)}</td>' if quiet else f"<td>{text(value)}</td>")


def or_nothing(value: object) -> SafeString:
    """The value, or the dash that says that nothing is known."""
    if value is None or value == "":
        return NOTHING
    return SafeString(text(value))


def or_prompt(value: object) -> SafeString:
    """The value, or the words that ask for it where it may be filled in."""
    if value is None or value == "":
        return SafeString(f'<span class="placeholder">{text(_("Renseigner…"))}</span>')
    return SafeString(text(value))


@lru_cache(maxsize=2048)
def initials(name: str) -> str:
    """One or two capitals: first and last word of a name (`Hélène Garnier` → `HG`)."""
    words = [word for word in name.replace("-", " ").split() if word[0].isalnum()]
    if not words:
        return "?"
    letters = words[0][0] + (words[-1][0] if len(words) > 1 else "")
    return letters.upper()


@lru_cache(maxsize=2048)
def avatar(name: str, size: str = "") -> SafeString:
    """Initials on one of six quiet tints, always the same for a name. `size`: ``, `small` or `large`."""
    hue = sum(name.encode()) % _AVATAR_HUES + 1
    scale = f' data-size="{escape_text(size)}"' if size else ""
    return SafeString(
        f'<span class="avatar" data-tint="{hue}"{scale} aria-hidden="true">'
        f"{escape_text(initials(name))}</span>"
    )


def row_checkbox(value: object, label: object, form: str = "bulk") -> SafeString:
    """The first cell of a selectable row; `label` is read aloud, `form` is the id of the bulk form."""
    return SafeString(
        f'<td class="pick"><input type="checkbox" name="selected" value="{text(value)}" '
        f'form="{escape_text(form)}" aria-label="{text(label)}"></td>'
    )
