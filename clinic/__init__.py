"""The building: settings, doors and health of the whole site."""
