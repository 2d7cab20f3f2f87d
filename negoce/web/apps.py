from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "negoce.web"
    label = "web"

    def ready(self) -> None:
        """Register the checks of a deployment, and listen to people signing in."""
        from negoce.web.account import device_mark
        from negoce.web.identity import checks  # noqa: F401

        device_mark.connect()
