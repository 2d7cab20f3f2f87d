"""The components, as template tags: `{% load ui %}`. An unknown prop fails at compilation."""

from functools import lru_cache

from django import template
from django.template import Context
from django.utils.html import json_script
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from negoce.ui import html
from negoce.ui.components import buttons, charts, forms, lists, surfaces, tables
from negoce.ui.icons import icon
from negoce.ui.navigation import Shell
from negoce.ui.script_words import script_words
from negoce.ui.words.say import short_day, short_moment

register = template.Library()

for component in (
    html.chip,
    html.tag,
    html.avatar,
    icon,
    buttons.button,
    buttons.kbd,
    buttons.menu_item,
    surfaces.kpi,
    charts.chart,
    surfaces.meter,
    surfaces.progress,
    surfaces.skeleton,
    lists.tabs,
    lists.fact,
    lists.editable,
    lists.breadcrumb,
    lists.filter_chip,
    lists.load_more,
    lists.palette_option,
    forms.field,
    forms.form_errors,
):
    register.simple_tag(component)

for block in (
    buttons.menu,
    surfaces.card,
    surfaces.banner,
    surfaces.empty,
    lists.facts,
    lists.timeline,
    lists.timeline_item,
    lists.bulk_bar,
    lists.palette_group,
    tables.table,
    forms.form_grid,
    forms.form_actions,
):
    register.simple_block_tag(block)

register.filter(short_day)
register.filter(short_moment)

THEMES = ("light", "dark", "system")


def _cookie(context: Context, name: str) -> str:
    request = context.get("request")
    return str(request.COOKIES.get(name, "")) if request is not None else ""


@register.simple_tag(takes_context=True)
def theme_name(context: Context) -> str:
    """The theme that the person chose, kept in a cookie so that the first paint is right."""
    chosen = _cookie(context, "negoce_theme")
    return chosen if chosen in THEMES else "system"


@register.simple_tag(takes_context=True)
def sidebar_state(context: Context) -> str:
    """`closed` when the person folded the sidebar, `open` otherwise."""
    return "closed" if _cookie(context, "negoce_sidebar") == "closed" else "open"


@register.simple_tag
def script_words_json() -> SafeString:
    """The words that the custom elements say, as data (never as script)."""
    return _script_words_json(get_language() or "")


@lru_cache(maxsize=8)
def _script_words_json(_language: str) -> SafeString:
    return json_script(script_words(), "n-words")


@register.simple_tag
def shell_keys_json(shell: Shell) -> SafeString:
    """Where `g` + letter leads, as data for `<n-shortcuts>`."""
    return json_script({item.key: item.url for item in shell.destinations}, "n-destinations")
