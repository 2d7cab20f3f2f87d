"""What the frame of every page shows: the sidebar, the create menu, the user menu, the keys.

The shell in `web` fills a `Shell` once a request and hands it to the templates as `shell`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the sidebar. `count` is already in words (`4 912`, `10 000+`), empty for none.

    `key` is the letter that follows `g` to go there; `icon` is used by the bottom bar of small screens.
    `order_key` names the line when the person may move it. A `folded` line is shown by keys and commands alone: its
    block is not the one where the person is.
    """

    label: str
    url: str
    count: str = ""
    active: bool = False
    key: str = ""
    icon: str = ""
    order_key: str = ""
    folded: bool = False


@dataclass(frozen=True, slots=True)
class NavGroup:
    """A block of the sidebar; the first one usually has no label.

    With an `order_url` its lines can be moved: their `order_key`s are posted there, joined by commas.
    """

    label: str
    items: tuple[NavItem, ...]
    order_url: str = ""


@dataclass(frozen=True, slots=True)
class CreateItem:
    """A line of the `+ Créer` menu. `key` is the letter that follows `c`.

    `dialog` says where the form opens: `modal` or `peek` (a fragment in the one dialog), or `` for a page.
    """

    label: str
    url: str
    key: str = ""
    dialog: str = "modal"
    icon: str = "plus"


@dataclass(frozen=True, slots=True)
class KeyHelp:
    """A line that a page adds to the sheet of keys: `keys` are pressed one after the other."""

    keys: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class UserMenu:
    """Who is signed in and where their own pages are; an empty address hides its line."""

    name: str
    short_name: str
    email: str = ""
    profile_url: str = ""
    sign_out_url: str = ""
    sign_in_url: str = ""
    language_url: str = ""
    theme_url: str = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame needs; building it may cost no query that grows with the data."""

    groups: tuple[NavGroup, ...]
    user: UserMenu
    create: tuple[CreateItem, ...] = ()
    search_url: str = ""
    recent_url: str = ""
    preparing_url: str = ""
    home_url: str = "/"
    keys: tuple[KeyHelp, ...] = ()

    @property
    def bottom_bar(self) -> tuple[NavItem, ...]:
        """The three first items: what a thumb reaches on a small screen, beside menu and search."""
        items = [item for group in self.groups for item in group.items]
        return tuple(items[:3])

    @property
    def destinations(self) -> tuple[NavItem, ...]:
        """The items that `g` + letter reaches."""
        return tuple(item for group in self.groups for item in group.items if item.key)
