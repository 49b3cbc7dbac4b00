"""Tells Django about signing in, and what else happens when somebody does."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    """Signing in to the desk."""

    name = "clinic.signin"
    label = "signin"
    default = True

    def ready(self) -> None:
        """Listen to what happens to accounts and second factors."""
        # Both need the models of other apps, which are there only now.
        from clinic.signin import checks, receivers  # noqa: F401, PLC0415
