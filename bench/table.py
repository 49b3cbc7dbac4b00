"""Sets rows of words and figures in columns."""

type Row = tuple[str, ...]


def lines(rows: list[Row]) -> list[str]:
    """Return each row as a line: the first column to the left, figures to the right. The first row is the heading."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    set_rows = [[cell.rjust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    for row, (first, *_) in zip(set_rows, rows, strict=True):
        row[0] = first.ljust(widths[0])
    rule = "  ".join("-" * width for width in widths)
    return ["  ".join(set_rows[0]), rule, *("  ".join(row) for row in set_rows[1:])]
