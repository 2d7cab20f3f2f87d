"""`{% kept name value… %}…{% endkept %}`: draws its body once for these values and this language.

For parts of the frame that every page repeats. The values must say everything that the body depends on, and be
hashable; nothing personal belongs inside. What is kept lives as long as the process.
"""

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

MOST_KEPT = 256
_kept: OrderedDict[Hashable, SafeString] = OrderedDict()


class KeptNode(template.Node):
    """The body, or what it gave last time."""

    def __init__(self, name: str, values: Sequence[FilterExpression], nodelist: NodeList) -> None:
        self.name = name
        self.values = values
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        """Look the body up, or draw it."""
        key = (self.name, get_language(), *[value.resolve(context) for value in self.values])
        drawn = _kept.get(key)
        if drawn is None:
            drawn = _kept[key] = self.nodelist.render(context)
            if len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
        return drawn


@register.tag
def kept(parser: Parser, token: Token) -> KeptNode:
    """Compile the tag; the first argument is a bare name."""
    _tag, name, *values = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    compiled: list[Any] = [parser.compile_filter(value) for value in values]
    return KeptNode(name, compiled, nodelist)
