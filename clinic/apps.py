"""Tells Django about the building, and which staff site the admin is."""

from django.apps import AppConfig

# Not AdminConfig itself: Django would take it for one that this module offers for the building.
from django.contrib.admin import apps as admin_apps


class ClinicConfig(AppConfig):
    """Settings, doors and health of the whole site."""

    name = "clinic"
    default = True


class DeskConfig(admin_apps.AdminConfig):
    """Django's admin, with the desk as its one site: what registers with the admin is found there."""

    default_site = "clinic.admin.Desk"
    default = False
