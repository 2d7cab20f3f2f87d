"""Extra attributes that a component accepts: `hx_get="…"` in a template becomes `hx-get="…"`.

A closed list, so that no style, no event handler and no typing slip gets through unseen.
"""

from collections.abc import Mapping
from html import escape
from typing import Final

PREFIXES: Final = ("hx_", "data_", "aria_")
NAMES: Final = frozenset(
    {
        "id",
        "name",
        "value",
        "form",
        "title",
        "role",
        "target",
        "rel",
        "download",
        "autofocus",
        "popovertarget",
        "tabindex",
        "for_id",
        "lang",
    }
)
FORBIDDEN: Final = ("hx_on", "hx_vars")


def attributes(component: str, extra: Mapping[str, object]) -> str:
    """The attributes as text, with a leading space. False and None leave one out, True writes its name only.

    Raises TypeError on a name that is not in the closed list.
    """
    if not extra:
        return ""
    parts = []
    for name, value in extra.items():
        if value is None or value is False:
            continue
        _check(component, name)
        html_name = "for" if name == "for_id" else name.replace("_", "-")
        parts.append(f" {html_name}" if value is True else f' {html_name}="{escape(str(value))}"')
    return "".join(parts)


def _check(component: str, name: str) -> None:
    allowed = name in NAMES or name.startswith(PREFIXES)
    if not allowed or name.startswith(FORBIDDEN):
        raise TypeError(f"{component}: unknown property {name!r}")
