"""The database itself refuses to change an event, whoever asks and however."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REFUSE = {
    "sqlite": [
        """
        CREATE TRIGGER enquiries_event_stands BEFORE UPDATE ON enquiries_event
        BEGIN SELECT RAISE(ABORT, 'events are not changed'); END
        """
    ],
    "postgresql": [
        """
        CREATE FUNCTION enquiries_event_stands() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'events are not changed' USING ERRCODE = 'integrity_constraint_violation'; END $$
        """,
        """
        CREATE TRIGGER enquiries_event_stands BEFORE UPDATE ON enquiries_event
        FOR EACH ROW EXECUTE FUNCTION enquiries_event_stands()
        """,
    ],
}
ALLOW = {
    "sqlite": ["DROP TRIGGER enquiries_event_stands"],
    "postgresql": [
        "DROP TRIGGER enquiries_event_stands ON enquiries_event",
        "DROP FUNCTION enquiries_event_stands()",
    ],
}


def refuse(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in REFUSE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in ALLOW[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("enquiries", "0001_initial")]

    operations = [migrations.RunPython(refuse, allow)]
