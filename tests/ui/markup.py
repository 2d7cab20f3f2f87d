"""Read markup as a browser would, to see what hostile input became."""

from html.parser import HTMLParser


class Markup(HTMLParser):
    """The tags and attributes found."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what was opened."""
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def got_through(source: str) -> list[str]:
    """Dangerous tags, handlers, styles and addresses in the markup."""
    markup = Markup(source)
    found = sorted(markup.tags & {"script", "img", "style", "iframe"})
    for name, value in markup.attributes:
        if name.startswith("on") or name == "style":
            found.append(name)
        if name in {"href", "src", "action"} and value.strip().lower().startswith(("javascript:", "data:")):
            found.append(f"{name}={value}")
    return found
