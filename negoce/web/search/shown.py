"""Hits and commands made ready for the templates: where they lead, what is marked in their titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import NoReverseMatch
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.interfaces import SearchHit, SearchSource
from negoce.companies.queries.search.find import Results
from negoce.companies.rules.search.highlight import highlighted
from negoce.web.addresses import address_of
from negoce.web.shell.commands import Command
from negoce.web.shell.navigation import page_url


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the results."""

    title: Any
    url: str
    note: str = ""
    icon: str = ""
    dialog: str = ""
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A titled group of lines."""

    label: Any
    lines: tuple[Line, ...]
    has_more: bool = False

    @property
    def meta(self) -> str:
        """What the page says beside the title."""
        return _("les meilleurs résultats") if self.has_more else ""


def result_blocks(results: Results) -> list[Block]:
    """The groups of the results, without those that lead nowhere in this installation."""
    blocks = [
        Block(group.source.label, hit_lines(group.source, group.hits, results.marked), group.has_more)
        for group in results.groups
    ]
    return [block for block in blocks if block.lines]


def hit_lines(
    source: SearchSource, hits: Iterable[SearchHit], begins: Sequence[str] = ()
) -> tuple[Line, ...]:
    """A line for each hit that has an address."""
    lines = [Line(marked(hit.title, begins), hit_url(source, hit), hit.subtitle, hit.icon) for hit in hits]
    return tuple(line for line in lines if line.url)


def command_lines(commands: Iterable[Command]) -> tuple[Line, ...]:
    """A line for each command."""
    return tuple(
        Line(command.label, command.url, icon=command.icon, dialog=command.dialog, theme=command.theme)
        for command in commands
    )


def hit_url(source: SearchSource, hit: SearchHit) -> str:
    """The record's page; else its company's, or the customers of a product; empty for nowhere."""
    try:
        return address_of(source.page, hit.public_id)
    except NoReverseMatch:
        pass
    if hit.company_public_id:
        return address_of("companies:record", hit.company_public_id)
    if hit.filter_text and page_url("companies:list"):
        return f"{page_url('companies:list')}?{urlencode({'filter': hit.filter_text})}"
    return ""


def marked(title: str, begins: Sequence[str]) -> SafeString:
    """The title with what answered between marks; all of it escaped."""
    parts = (
        f"<mark>{escape(text)}</mark>" if answered else str(escape(text))
        for text, answered in highlighted(title, begins)
    )
    return SafeString("".join(parts))
