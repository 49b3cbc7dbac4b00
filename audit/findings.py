"""What a judge holds against a page."""

from typing import NamedTuple


class Finding(NamedTuple):
    """One complaint: who makes it, about which address, in what words."""

    judge: str
    address: str
    words: str

    def __str__(self) -> str:
        return f"{self.judge}: {self.address}: {self.words}"
