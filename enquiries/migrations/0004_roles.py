"""Makes the groups that staff are put into, each with what it may do."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# As decided when this was written: a later change of roles is a later migration.
GROUPS = {
    "receptionist": ["view_enquiry", "add_enquiry", "change_enquiry"],
    "lead receptionist": [
        "view_enquiry",
        "add_enquiry",
        "change_enquiry",
        "delete_enquiry",
        "export_enquiries",
        "see_figures",
    ],
    "clinician": ["view_enquiry"],
    "owner": ["see_figures"],
    "content editor": [],
}


def make(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    kind, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="enquiries", model="enquiry"
    )
    permissions = apps.get_model("auth", "Permission").objects
    groups = apps.get_model("auth", "Group").objects
    options = apps.get_model("enquiries", "Enquiry")._meta  # noqa: SLF001 - Django's own door
    names = {f"{each}_enquiry": f"Can {each} enquiry" for each in options.default_permissions}
    names |= dict(options.permissions)
    for role, codenames in GROUPS.items():
        group, _ = groups.get_or_create(name=role)
        # Django makes permissions only after the last migration, and then finds these.
        made = [
            permissions.get_or_create(content_type=kind, codename=each, defaults={"name": names[each]})[0]
            for each in codenames
        ]
        group.permissions.add(*made)


class Migration(migrations.Migration):
    dependencies = [
        ("enquiries", "0003_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    # Taken back, the groups stay: staff may be in them, and without the tables they allow nothing.
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
