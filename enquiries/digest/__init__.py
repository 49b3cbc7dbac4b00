"""The daily digest: how the desk stands, mailed once a day whatever happens."""

from .sending import daily, is_late, unsent
from .standing import Standing, standing

__all__ = ["Standing", "daily", "is_late", "standing", "unsent"]
