"""Fixtures for tests of enquiries."""

import pytest

from treatments.catalogue import Catalogue
from treatments.schema.clinic import Clinic


@pytest.fixture(scope="session")
def clinic(small_content: Catalogue) -> Clinic:
    """The small clinic: Monday with a lunch break, Friday until 4 pm, closed 24 to 28 December, promising 8 hours."""
    return small_content.clinic
