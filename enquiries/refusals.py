"""Has the database itself refuse a move that the table of moves does not know, whoever asks and however.

It is set up after every `migrate`, and not by one migration, because SQLite drops a trigger whenever a migration
rebuilds its table. So it always says what `workflow.MOVES` says.
"""

from typing import Any

from django.db import connections, transaction

from .workflow import MOVES

TRIGGER = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS enquiries_moves",
        """
        CREATE TRIGGER enquiries_moves BEFORE UPDATE OF status ON enquiries_enquiry
        WHEN OLD.status <> NEW.status AND OLD.status || ' ' || NEW.status NOT IN ({moves})
        BEGIN SELECT RAISE(ABORT, 'the table of moves does not know this move'); END
        """,
    ),
    "postgresql": (
        """
        CREATE OR REPLACE FUNCTION enquiries_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF OLD.status <> NEW.status AND OLD.status || ' ' || NEW.status NOT IN ({moves}) THEN
            RAISE EXCEPTION 'the table of moves does not know this move'
            USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW; END $$
        """,
        """
        CREATE OR REPLACE TRIGGER enquiries_moves BEFORE UPDATE OF status ON enquiries_enquiry
        FOR EACH ROW EXECUTE FUNCTION enquiries_moves()
        """,
    ),
}


def set_up(using: str, **sent: Any) -> None:
    """Put the table of moves into the database, once there are enquiries in it."""
    connection = connections[using]
    if "enquiries_enquiry" not in connection.introspection.table_names():
        return
    moves = ", ".join(f"'{shown.value} {to.value}'" for shown, known in MOVES.items() for to in sorted(known))
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for statement in TRIGGER[connection.vendor]:
            cursor.execute(statement.format(moves=moves))
