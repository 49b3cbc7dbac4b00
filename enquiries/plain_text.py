"""Text as strangers send it, made safe to store: the same letters, without what no keyboard types."""

import unicodedata

LINE_ENDS = {"\r\n": "\n", "\r": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\x0b": "\n", "\x0c": "\n"}


def lines(text: str) -> str:
    """Return text of several lines, composed (NFC), its line ends made one kind, without control characters.

    Emoji, combining marks and marks of direction stay: names of the whole world need them.
    """
    for end, replacement in LINE_ENDS.items():
        text = text.replace(end, replacement)
    kept = "".join(each for each in text.replace("\t", " ") if each == "\n" or not _is_control(each))
    return unicodedata.normalize("NFC", kept).strip()


def line(text: str) -> str:
    """Return the text as one line, runs of blanks made one."""
    return " ".join(lines(text).split())


def _is_control(character: str) -> bool:
    # Cs: a lone surrogate is half a character, and no database takes it.
    return unicodedata.category(character) in {"Cc", "Cs"}
