"""The single computed cells of 核定台账: the head of 核定 and the line above 负面清单认定.

Like the columns, each is a native formula and the value that it shows. They are found by defined name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from weibao.compute.figures import row_figures, sum_figures
from weibao.compute.model import Verdict
from weibao.compute.words import verdict_text
from weibao.sheets.layout import CLAIM_FACTS, VERIFICATION
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_facts import SILENT_KEY
from weibao.sheets.ledger_formulas import number, span_of
from weibao.sheets.ledger_rulings import COUNTED, PENDING
from weibao.workdays import day_text

if TYPE_CHECKING:
    from weibao.compute.model import Figures
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.ledger_formulas import Row, Scene
    from weibao.sheets.package_values import Cell


@dataclass(frozen=True)
class Shown:
    """What the computed cells of all tables show: the rows of 核定 and of 负面清单认定, and the scene."""

    scene: Scene
    verification: Sequence[Row]
    rulings: Sequence[Row]

    @property
    def figures(self) -> Figures:
        """The sums over 核定, in steps. 有效得分 already holds the verified score where there is one."""
        scale = self.scene.rulebook.scale
        rows = []
        for row in self.verification:
            full, effective = number(row.get("full")), number(row.get("effective"))
            if full is not None:
                rows.append(row_figures(scale.steps(full) or 0, None if effective is None else scale.steps(effective)))
        return sum_figures(rows)

    @property
    def counted(self) -> int:
        """How many different items of the negative list count."""
        return len({row.get("veto") for row in self.rulings if row.get("counted") == COUNTED})

    @property
    def pending(self) -> int:
        """How many events wait for the office's ruling."""
        return sum(row.get("counted") == PENDING for row in self.rulings)

    @property
    def silent(self) -> int:
        """How many responsible units have not answered the negative list."""
        return int(self.scene.facts.claims.get(SILENT_KEY, {}).get("stated") or 0)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Named:
    """A computed cell with a name: its formula and its value."""

    key: str
    formula: str
    value: Callable[[Shown], Cell]


# --- the head of 核定 ---------------------------------------------------------------------------------


def head_cells(rulebook: Rulebook, last: int) -> tuple[Named, ...]:
    """The figures above the table of 核定, whose last row is `last`."""
    full, effective, lost = (_column(key, last) for key in ("full", "effective", "lost"))
    scale = rulebook.scale
    unassessed = f'=SUMPRODUCT(({_column("id", last)}<>"")*({effective}="")*1,{full})'
    provisional = span_of(CLAIM_FACTS, "provisional")

    def points(name: str) -> Callable[[Shown], Cell]:
        return lambda shown: scale.points(getattr(shown.figures, name))

    return (
        Named("full", f"=SUM({full})", points("full")),
        Named("earned", f"=SUM({effective})", points("earned")),
        Named("unassessed", unassessed, points("unassessed")),
        Named("possible", f"={N['earned']}+{N['unassessed']}", points("possible")),
        Named("lost", f"=SUM({lost})", _lost),
        Named("provisional", f"=SUM({provisional})", _provisional),
        Named("verdict", _verdict_formula(rulebook), lambda shown: verdict_text(rulebook, _verdict(shown))),
        Named("remark", _remark_formula(), _remark),
    )


def _column(key: str, last: int) -> str:
    letter = VERIFICATION.letter(key)
    return f"${letter}${VERIFICATION.first_row}:${letter}${last}"


def _lost(shown: Shown) -> Cell:
    figures = shown.figures
    return shown.scene.rulebook.scale.points(figures.full - figures.possible)


def _provisional(shown: Shown) -> Cell:
    return int(sum(number(row.get("provisional")) or 0 for row in shown.scene.facts.claims.values()))


def _verdict(shown: Shown) -> Verdict:
    effects = sorted(shown.scene.rulebook.veto_effects, key=lambda effect: effect.at_least, reverse=True)
    for effect in effects:
        if shown.counted >= effect.at_least:
            return Verdict(effect.verdict)
    return Verdict.UNDECIDED if shown.silent or shown.pending else Verdict.CLEAR


def _verdict_formula(rulebook: Rulebook) -> str:
    undecided = f"OR({N['veto_silent']}>0,{N['veto_pending']}>0)"
    words = {verdict: verdict_text(rulebook, verdict) for verdict in (Verdict.UNDECIDED, Verdict.CLEAR)}
    formula = f'IF({undecided},"{words[Verdict.UNDECIDED]}","{words[Verdict.CLEAR]}")'
    for effect in sorted(rulebook.veto_effects, key=lambda effect: effect.at_least):
        formula = f'IF({N["veto_counted"]}>={effect.at_least},"{effect.label}",{formula})'
    return f"={formula}"


def _remark_formula() -> str:
    return (
        f'="计分轮次：第"&{N["round"]}&"轮。负面清单计入"&{N["veto_counted"]}&"项，"&'
        f'IF({N["veto_silent"]}+{N["veto_pending"]}=0,"各责任单位均已答复。","暂不作最终意见："&'
        f'IF({N["veto_silent"]}>0,"尚有"&{N["veto_silent"]}&"个责任单位未答复。","")&'
        f'IF({N["veto_pending"]}>0,"尚有"&{N["veto_pending"]}&"件待认定。",""))'
    )


def _remark(shown: Shown) -> Cell:
    open_ = f"尚有{shown.silent}个责任单位未答复。" if shown.silent else ""
    open_ += f"尚有{shown.pending}件待认定。" if shown.pending else ""
    end = f"暂不作最终意见：{open_}" if open_ else "各责任单位均已答复。"
    return f"计分轮次：第{shown.scene.facts.round}轮。负面清单计入{shown.counted}项，{end}"


def veto_line() -> Named:
    """The window above the table of 负面清单认定."""
    days = "&".join(
        f'{word}&YEAR({N[name]})&"年"&MONTH({N[name]})&"月"&DAY({N[name]})&"日"'
        for word, name in (('"影响期："', "window_from"), ('"至"', "window_to"))
    )
    return Named("veto_line", f'={days}&"（首尾两天都算）。"', _veto_line)


def _veto_line(shown: Shown) -> Cell:
    first, last = (day_text(day) for day in shown.scene.window)
    return f"影响期：{first}至{last}（首尾两天都算）。"
