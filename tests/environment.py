"""Gives the tests an environment of their own, before anything reads it: a plugin, named first in pyproject.toml."""

import os
import tempfile

# The workers of one run inherit the environment that its controller has cleaned.
if "PYTEST_XDIST_WORKER" not in os.environ:
    for name in [name for name in os.environ if name.startswith("CLINIC_")]:
        del os.environ[name]
    _folder = tempfile.TemporaryDirectory(prefix="clinic-tests-")
    os.environ |= {"CLINIC_ENV_FILE": os.devnull, "CLINIC_VAR_DIR": _folder.name}
