"""Reads the environment into its typed block, or refuses to start with one message that names every fault in it."""

import os
from difflib import get_close_matches
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings

ENV_FILE_VARIABLE = "CLINIC_ENV_FILE"
PREFIX = "CLINIC_"


def variables(block: type[BaseSettings]) -> dict[str, str]:
    """Return each variable that the block reads, with what to do when it is wrong."""
    return {
        str(field.validation_alias or f"{PREFIX}{name.upper()}"): field.description or ""
        for name, field in block.model_fields.items()
    }


def read[Block: BaseSettings](block: type[Block], *, env_file: Path) -> Block:
    """Return the environment, a variable of the process before a line of `env_file`.

    Raises SystemExit with a line for each name that is missing, wrong or unknown. The values themselves are never
    shown: one of them may be a secret, and the message ends up in logs.
    """
    hints = variables(block)
    complaints = [_unknown(name, hints) for name in sorted(os.environ) if _is_strange(name, hints)]
    if ENV_FILE_VARIABLE in os.environ and not env_file.exists():
        complaints.append(f"{ENV_FILE_VARIABLE} names a file that is not there; correct the path or leave it out")
    environment = None
    try:
        environment = block(_env_file=env_file)
    except ValidationError as fault:
        complaints += [_complaint(error, hints) for error in fault.errors(include_url=False, include_input=False)]
    if environment is None or complaints:
        raise SystemExit("\n  - ".join(["The site cannot start: its environment needs correcting.", *complaints]))
    return environment


def _is_strange(name: str, hints: dict[str, str]) -> bool:
    return name.startswith(PREFIX) and name != ENV_FILE_VARIABLE and name not in hints


def _complaint(error: ErrorDetails, hints: dict[str, str]) -> str:
    name = str(error["loc"][0]).upper()
    if error["type"] == "extra_forbidden":
        return _unknown(name, hints)
    name = name if name in hints else f"{PREFIX}{name}"
    problem = error["msg"] if error["type"] == "refused" else "cannot be read"
    return f"{name} {problem}; {hints[name]}"


def _unknown(name: str, hints: dict[str, str]) -> str:
    near = get_close_matches(name, hints, n=1, cutoff=0.8)
    return f"{name} is not a setting; " + (f"did you mean {near[0]}?" if near else "see .env.example for their names")
