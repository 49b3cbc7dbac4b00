"""What the W3C's checker says is told of the address, not of the file it was given."""

from audit import markup
from audit.findings import Finding


def test_a_message_is_told_of_its_address() -> None:
    message = {"type": "error", "url": "file:/tmp/html/1.html", "lastLine": 7, "message": "Stray end tag."}
    names = {"0.html": "/", "1.html": "/costs/"}
    assert markup.read({"messages": [message]}, names) == [Finding("vnu", "/costs/", "line 7: Stray end tag.")]


def test_silence_is_no_finding() -> None:
    assert markup.read({"messages": []}, {}) == []
