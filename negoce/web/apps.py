from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "negoce.web"
    label = "web"

    def ready(self) -> None:
        """Register the checks of a deployment."""
        from negoce.web.identity import checks  # noqa: F401
