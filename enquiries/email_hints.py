"""Notices a slip in an email address and asks about it; whoever meant what they typed goes on undisturbed."""

from __future__ import annotations

from difflib import get_close_matches

COMMON_DOMAINS = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "live.com"),
    *("yahoo.com", "yahoo.co.uk", "icloud.com", "me.com", "btinternet.com", "sky.com", "aol.com", "msn.com"),
    *(
        "virginmedia.com",
        "talktalk.net",
        "ntlworld.com",
        "nhs.net",
        "proton.me",
        "protonmail.com",
        "mail.com",
        "email.com",
    ),
)
"""Where most patients in the United Kingdom have their mail."""

SLIPS = {".con": ".com", ".cmo": ".com", ".co.ku": ".co.uk", ".couk": ".co.uk", ".co,uk": ".co.uk", ".vom": ".com"}
CLOSE_ENOUGH = 0.84


def suggestion(address: str) -> str:
    """Return the address that was probably meant, or nothing when there is no reason to ask."""
    name, _, domain = address.rpartition("@")
    lowered = domain.casefold()
    if not name or lowered in COMMON_DOMAINS:
        return ""
    mended = _without_slip(lowered)
    nearest = get_close_matches(mended, COMMON_DOMAINS, n=1, cutoff=CLOSE_ENOUGH)
    meant = nearest[0] if nearest else mended
    return f"{name}@{meant}" if meant != lowered else ""


def _without_slip(domain: str) -> str:
    for wrong, right in SLIPS.items():
        if domain.endswith(wrong):
            return domain.removesuffix(wrong) + right
    return domain
