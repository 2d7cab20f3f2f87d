"""Who may see the gallery: anybody, while debugging or in the demo; nobody elsewhere."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from negoce.web.middleware.login_required import public_page

View = Callable[..., HttpResponse]


def demo_only(view: View) -> View:
    """Answer 404 unless `DEBUG` or `DEMO` is on."""

    @wraps(view)
    def guarded(request: HttpRequest, *arguments: object, **named: object) -> HttpResponse:
        if not (settings.DEBUG or getattr(settings, "DEMO", False)):
            raise Http404
        return view(request, *arguments, **named)

    return public_page(guarded)
