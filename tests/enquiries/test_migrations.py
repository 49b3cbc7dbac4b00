"""The migrations make what the models say, and can be taken back."""

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_no_change_of_the_models_waits_for_a_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0, skip_checks=True)


@pytest.mark.django_db(transaction=True)
def test_the_migrations_can_be_taken_back_and_done_again() -> None:
    call_command("migrate", "enquiries", "zero", verbosity=0, skip_checks=True)
    assert not [name for name in connection.introspection.table_names() if name.startswith("enquiries_")]
    call_command("migrate", "enquiries", verbosity=0, skip_checks=True)
    assert "enquiries_enquiry" in connection.introspection.table_names()
    assert is_guarded()


def is_guarded() -> bool:
    """Return whether the database knows the table of moves."""
    count = {
        "sqlite": "SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name = 'enquiries_moves'",
        "postgresql": "SELECT COUNT(*) FROM pg_trigger WHERE tgname = 'enquiries_moves'",
    }
    with connection.cursor() as cursor:
        cursor.execute(count[connection.vendor])
        return bool(cursor.fetchone()[0])
