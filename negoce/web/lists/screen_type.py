"""What a list says and offers on screen beyond its columns; each room describes its own lists with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.ui.components.lists import Tab

Peek = Callable[[Actor, str], Mapping[str, Any]]
Update = Callable[[Actor, Any, Mapping[str, object], Mapping[str, object] | None], Any]


@dataclass(frozen=True, slots=True)
class Screen:
    """The words and pages that differ from one list to another.

    `noun(number)` is what so many records are called. `create_page` names the form of a new record, for who has
    `create_permission`, opened as `create_dialog` ("modal", or empty for a page). `second_line`: the columns kept on
    a telephone, under the name, as far as they are shown. `peek(actor, public_id)` gives what the panel beside the
    list shows (web/lists/peek.py names the parts; `title` and `url` at least) or raises Http404; without it there is
    no panel. `update(actor, record, changes, seen)` stores a cell edited in place through the record's own
    action; `ways(parameters)` gives the other pages that show the same records, narrowed as the list is; `tones` gives
    choices their colours: column → stored value → tone, or `life:` and a hue of the life cycle.
    """

    noun: Callable[[int], str]
    all_label: Any
    first_title: Any
    first_text: Any
    none_title: Any
    quick_label: Any
    create_label: Any = ""
    create_page: str = ""
    create_permission: Permission = Permission.CREATE
    create_dialog: str = "modal"
    import_page: str = ""
    quick_filters: tuple[str, ...] = ()
    second_line: tuple[str, ...] = ()
    peek: Peek | None = None
    update: Update | None = None
    tones: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    ways: Callable[[Mapping[str, str]], Sequence[Tab]] | None = None
