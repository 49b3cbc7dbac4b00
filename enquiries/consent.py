"""What people agree to when they send an enquiry, and which words exactly those were."""

import hashlib

from treatments.catalogue import Catalogue

STATEMENT = (
    "I agree that the clinic keeps what I have written here and contacts me about it, as its privacy notice explains."
)
"""Beside the box that is ticked; the privacy notice is linked from it."""


def version(content: Catalogue) -> str:
    """Return the version of the privacy notice, and a fingerprint of the sentence that led to it."""
    sentence = hashlib.sha256(STATEMENT.encode()).hexdigest()[:8]
    return f"{content.pages['privacy'].version}+{sentence}"
