"""The icons that may be used; the build puts exactly these in one sprite (frontend/icons.json)."""

import json
from functools import cache
from html import escape
from pathlib import Path

from django.templatetags.static import static
from django.utils.safestring import SafeString

LIST = Path(__file__).with_name("icons.json")


@cache
def icon_names() -> frozenset[str]:
    """The names in the sprite, ours on the left of `icons.json`."""
    return frozenset(json.loads(LIST.read_text("utf-8")))


@cache
def icon(name: str, label: str = "") -> SafeString:
    """An inline SVG that takes the colour of the text; hidden from screen readers unless it has a label.

    Raises KeyError when the icon is not in the list.
    """
    if name not in icon_names():
        raise KeyError(f"icon {name!r} is not in negoce/ui/icons.json")
    reader = f' role="img" aria-label="{escape(label)}"' if label else ' aria-hidden="true"'
    return SafeString(
        f'<svg class="icon"{reader}><use href="{static("build/icons.svg")}#{name}"></use></svg>'
    )
