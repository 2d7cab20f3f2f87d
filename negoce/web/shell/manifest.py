"""What a telephone needs to install the program: its name, colours, icons and first pages.

No service worker stands behind it: nothing of the file stays on a device.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from negoce.web.middleware.login_required import public_page
from negoce.web.shell.navigation import page_url

PAPER, ACCENT = "#f7f6f2", "#0f5c4a"


@public_page
@require_GET
@cache_control(private=True, max_age=3600)
def manifest(request: HttpRequest) -> HttpResponse:
    """The manifest in the language of the browser; it holds nothing about anybody."""
    icons = [("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any")]
    icons += [("icon-maskable-512.png", "512x512", "maskable")]
    shortcuts = [(_("Agenda"), "activities:today"), (_("Fichier clients"), "lists:companies")]
    described = {
        "name": "Négoce",
        "short_name": "Négoce",
        "description": _("Le fichier clients et la vente entre entreprises"),
        "lang": get_language(),
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": ACCENT,
        "icons": [
            {"src": static(f"ui/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in icons
        ],
        "shortcuts": [{"name": name, "url": page_url(page)} for name, page in shortcuts],
    }
    return JsonResponse(described, content_type="application/manifest+json")
