"""Figures stand under one another."""

from bench.table import lines


def test_words_go_left_and_figures_right() -> None:
    assert lines([("who", "requests/s"), ("published page", "1,234"), ("nginx", "5")]) == [
        "who             requests/s",
        "--------------  ----------",
        "published page       1,234",
        "nginx                    5",
    ]
