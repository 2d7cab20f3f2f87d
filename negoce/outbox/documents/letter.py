"""The HTML of a message: the plain text that a person wrote, on a sober letterhead (MJML, rendered by mrml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import mrml

LOGO_ID = "logo"
_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]»]")
_FONT = "-apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_DEFAULT_COLOUR = "#1f5f4a"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes: the lines under the message, and the colour and logo above it."""

    name: str
    lines: tuple[str, ...] = ()
    colour: str = _DEFAULT_COLOUR
    has_logo: bool = False


def letter_html(text: str, head: Letterhead, *, language: str, subject: str = "") -> str:
    """The message as HTML that mail programs draw; every character of `text` stays a character."""
    body = "".join(_block(block) for block in re.split(r"\n\s*\n", text.strip()) if block.strip())
    source = _PAGE.format(
        language=escape(language),
        title=escape(_xml(subject)),
        font=escape(_FONT),
        colour=head.colour if _COLOUR.fullmatch(head.colour) else _DEFAULT_COLOUR,
        top=_top(head),
        body=body,
        foot="<br/>".join(escape(_xml(line)) for line in (head.name, *head.lines) if line),
    )
    options = mrml.RenderOptions(disable_comments=False, fonts={})
    rendered: str = mrml.to_html(source, render_options=options).content
    return rendered


def _top(head: Letterhead) -> str:
    name = escape(_xml(head.name), quote=True)
    if head.has_logo:
        return f'<mj-image src="cid:{LOGO_ID}" alt="{name}" width="160px" align="left" padding="0 0 8px" />'
    return f'<mj-text font-size="17px" font-weight="600" padding="0 0 8px">{name}</mj-text>' if name else ""


def _block(block: str) -> str:
    """A paragraph, or a list where every line begins with a dash."""
    lines = [line.strip() for line in block.strip().split("\n")]
    if all(re.match(r"[-•*] ", line) for line in lines):
        items = "".join(f'<li style="margin:0 0 4px">{_inline(line[2:])}</li>' for line in lines)
        return f'<ul style="margin:0 0 16px;padding:0 0 0 20px">{items}</ul>'
    return f'<p style="margin:0 0 16px">{"<br/>".join(_inline(line) for line in lines)}</p>'


def _inline(line: str) -> str:
    """A line with its addresses as links."""
    done, reached, plain = [], 0, _xml(line)
    for found in _LINK.finditer(plain):
        address = escape(found.group(), quote=True)
        done += [escape(plain[reached : found.start()]), f'<a href="{address}">{address}</a>']
        reached = found.end()
    return "".join([*done, escape(plain[reached:])])


def _xml(text: str) -> str:
    """Without the control characters that no document may hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")


_PAGE = """<mjml lang="{language}"><mj-head><mj-title>{title}</mj-title>
<mj-attributes>
<mj-all font-family="{font}" /><mj-text font-size="15px" line-height="1.55" color="#1d2321" padding="0" />
</mj-attributes><mj-style>a {{ color: {colour}; }}</mj-style></mj-head>
<mj-body background-color="#f4f5f3" width="600px"><mj-section padding="24px 16px 0">
<mj-column background-color="#ffffff" border-top="3px solid {colour}" padding="24px 28px 0">
{top}</mj-column></mj-section>
<mj-section padding="0 16px"><mj-column background-color="#ffffff" padding="12px 28px 12px">
<mj-text>{body}</mj-text></mj-column></mj-section>
<mj-section padding="0 16px 24px"><mj-column background-color="#ffffff" padding="12px 28px 20px">
<mj-divider border-width="1px" border-color="#e3e6e3" padding="0 0 12px" />
<mj-text font-size="12px" color="#5d6663">{foot}</mj-text></mj-column></mj-section>
</mj-body></mjml>"""
