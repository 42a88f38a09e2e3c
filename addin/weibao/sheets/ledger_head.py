"""The single computed cells of 核定台账: the head of 核定 and the line above 负面清单认定.

Like the columns, each is a native formula and the value that it shows. They are found by defined name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from weibao.functions import head, office_blocks
from weibao.functions.head import FIGURES
from weibao.functions.native import with_block
from weibao.functions.rulings import PENDING
from weibao.sheets.layout import CALC, CALC_FIRST_ROW, CLAIM_FACTS, VERIFICATION
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_facts import SILENT_KEY
from weibao.sheets.ledger_formulas import FAILED, block_column, cells_of
from weibao.sheets.ledger_rulings import tally_cell
from weibao.workdays import day_text

if TYPE_CHECKING:
    from weibao.functions.ranges import Range
    from weibao.functions.states import Value
    from weibao.rulebook.model import VetoEffect
    from weibao.sheets.ledger_formulas import Row, Scene
    from weibao.sheets.package_values import Cell


@dataclass(frozen=True)
class Shown:
    """What the computed cells of all tables show: the rows of 核定 and of 负面清单认定, and the scene."""

    scene: Scene
    verification: Sequence[Row]
    rulings: Sequence[Row]

    @cached_property
    def figures(self) -> dict[str, Value]:
        """The head of 核定, as the block on `_calc` gives it: the figures of `office_blocks.FIGURES`."""
        scene, rulebook = self.scene, self.scene.rulebook

        def framed(rows: Sequence[Row], key: str) -> Range:
            return [[None], *(cells_of(row, key) for row in rows), [None]]

        vetoes, days, ruled, codes = (framed(self.rulings, key) for key in ("veto", "happened_on", "ruling", "key"))
        ids, full, effective = (framed(self.verification, key) for key in ("id", "full", "effective"))
        arguments = (
            vetoes, days, ruled, codes, [[veto.id, int(veto.dated)] for veto in rulebook.vetoes],
            [[key] for key in scene.facts.events], *scene.window, "是" if scene.settings.veto_unruled_counts else "否",
            ids, full, effective, [[effect.at_least, effect.label] for effect in effects_of(self.scene)],
            scene.facts.round, self.silent,
        )  # fmt: skip
        try:
            answer = office_blocks.head(*arguments)  # type: ignore[arg-type]
        except ValueError:
            return dict.fromkeys(FIGURES, FAILED)
        return {name: FAILED if row[2] is None else row[2] for name, row in zip(FIGURES, answer, strict=False)}

    @cached_property
    def tallies(self) -> list[str]:
        """What every row of 负面清单认定 adds to the verdict."""
        return [tally_cell(row, self.scene) for row in self.rulings]

    @property
    def counted(self) -> int:
        """How many different items of the negative list count."""
        return sum(veto.id in self.tallies for veto in self.scene.rulebook.vetoes)

    @property
    def pending(self) -> int:
        """How many events wait for the office's ruling."""
        return self.tallies.count(PENDING)

    @property
    def silent(self) -> int:
        """How many responsible units have not answered the negative list."""
        return int(self.scene.facts.claims.get(SILENT_KEY, {}).get("stated") or 0)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Named:
    """A computed cell with a name: its native formula (without "=") and its value; `block` is its row of the head."""

    key: str
    native: str
    value: Callable[[Shown], Cell]
    block: int | None = None

    @property
    def formula(self) -> str:
        """What stands in the cell: Python's answer, else the native formula."""
        if self.block is None:
            return f"={self.native}"
        answer = f"{CALC}!${block_column('head', 2)}${CALC_FIRST_ROW + self.block}"
        return f"={with_block(answer, self.native)}"


def effects_of(scene: Scene) -> Sequence[VetoEffect]:
    """The plan's effects of negative items, by rising number of items."""
    return sorted(scene.rulebook.veto_effects, key=lambda effect: effect.at_least)


# --- the head of 核定 ---------------------------------------------------------------------------------


def head_cells(last: int) -> tuple[Named, ...]:
    """The figures above the table of 核定, whose last row is `last`."""
    ids, full, effective = (_column(key, last) for key in ("id", "full", "effective"))
    refs = head.Refs(
        ids, full, effective, N["veto_counts"], N["veto_effects"], N["round"], N["veto_counted"], N["veto_silent"],
        N["veto_pending"],
    )  # fmt: skip
    return (
        *(Named(key, head.figure(key, refs), _figure(key), place) for place, key in enumerate(FIGURES)),
        Named("provisional", f"SUM({CLAIM_FACTS.span('provisional')})", _provisional),
    )


def _figure(key: str) -> Callable[[Shown], Cell]:
    return lambda shown: shown.figures[key]


def _column(key: str, last: int) -> str:
    # With the heading and the row below, so that rows inserted at either end are inside, as for the block.
    letter = VERIFICATION.letter(key)
    return f"${letter}${VERIFICATION.header_row}:${letter}${last + 1}"


def _provisional(shown: Shown) -> Cell:
    return sum(row.get("provisional") == 1 for row in shown.scene.facts.claims.values())


def veto_line() -> Named:
    """The window above the table of 负面清单认定."""
    days = "&".join(
        f'{word}&YEAR({N[name]})&"年"&MONTH({N[name]})&"月"&DAY({N[name]})&"日"'
        for word, name in (('"影响期："', "window_from"), ('"至"', "window_to"))
    )
    return Named("veto_line", f'{days}&"（首尾两天都算）。"', _veto_line)


def _veto_line(shown: Shown) -> Cell:
    first, last = (day_text(day) for day in shown.scene.window)
    return f"影响期：{first}至{last}（首尾两天都算）。"
