"""Who may do what at the desk: the roles, each a group that a migration makes."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the clinic; the value is the name of the group."""

    RECEPTIONIST = "receptionist"
    LEAD = "lead receptionist"
    CLINICIAN = "clinician"
    OWNER = "owner"
    EDITOR = "content editor"


PERMISSIONS: Mapping[Role, frozenset[str]] = {
    Role.RECEPTIONIST: frozenset({"view_enquiry", "add_enquiry", "change_enquiry"}),
    Role.LEAD: frozenset(
        {
            *("view_enquiry", "add_enquiry", "change_enquiry", "delete_enquiry", "export_enquiries", "see_figures"),
            *("keep_templates", "share_views"),
        }
    ),
    Role.CLINICIAN: frozenset({"view_enquiry"}),
    Role.OWNER: frozenset({"see_figures"}),
    Role.EDITOR: frozenset(),
}
"""By codename, within this app. The editor sees which pages are due for review, which asks for no permission."""
