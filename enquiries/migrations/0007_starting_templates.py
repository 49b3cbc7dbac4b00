"""Lets lead receptionists keep the templates of replies, and gives a new site some to begin with."""

from datetime import UTC, datetime

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from enquiries.starting_templates import STARTING


def allow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="enquiries", model="replytemplate"
    )
    # Django makes permissions only after the last migration, and then finds this one.
    may_keep, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename="keep_templates", defaults={"name": "Can keep the templates of replies"}
    )
    apps.get_model("auth", "Group").objects.get(name="lead receptionist").permissions.add(may_keep)


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    templates = apps.get_model("enquiries", "ReplyTemplate").objects
    for each in STARTING:
        templates.create(
            name=each.name, text=each.text, occasion=each.occasion, changed_at=datetime.now(UTC), changed_by="site"
        )


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0006_replies"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(allow, migrations.RunPython.noop),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
