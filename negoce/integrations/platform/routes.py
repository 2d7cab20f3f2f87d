"""From what the installation chose to the platform that speaks it."""

from __future__ import annotations

from negoce.integrations.platform.client import RestPlatform
from negoce.integrations.platform.folder import FolderPlatform
from negoce.integrations.platform.types import FolderRoute, Platform, PlatformRoute


def platform_of(route: PlatformRoute) -> Platform:
    """Return the platform of a route."""
    return FolderPlatform(route.path) if isinstance(route, FolderRoute) else RestPlatform(route)
