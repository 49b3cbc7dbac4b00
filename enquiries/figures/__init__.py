"""Numbers for the owner: how many asked, whether promises were kept, and what came of it. Nobody is in them."""

from .counting import Figures, count
from .period import Period, choices, chosen
from .small import LEAST
from .spreadsheet import spreadsheet
from .table import HIDDEN, Grid, Line, Table, Wait

__all__ = [
    "HIDDEN",
    "LEAST",
    "Figures",
    "Grid",
    "Line",
    "Period",
    "Table",
    "Wait",
    "choices",
    "chosen",
    "count",
    "spreadsheet",
]
