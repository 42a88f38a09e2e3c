"""The single computed cells of 核定台账: the head of 核定, the line above 负面清单认定, and the settings in force (_meta).

Like the columns, each is a native formula and the value that it shows. They are found by defined name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from weibao.compute.deadlines import row_deadline
from weibao.compute.figures import row_figures, sum_figures
from weibao.compute.model import Verdict
from weibao.compute.words import verdict_text
from weibao.sheets.layout import (
    CALENDAR_FACTS,
    CLAIM_FACTS,
    LAYOUT_VERSION,
    LEDGER_META,
    LEDGER_NAMES,
    RULINGS,
    SETTINGS,
    VERIFICATION,
)
from weibao.sheets.ledger_columns import COUNTED, PENDING, Row, Scene, _number, fact
from weibao.sheets.ledger_facts import ROUND_KEY, SILENT_KEY

if TYPE_CHECKING:
    from weibao.compute.model import Figures
    from weibao.rulebook.model import Rulebook
    from weibao.sheets.package_sheet import Cell

N = LEDGER_NAMES
PRODUCT = "weibao-ledger"
SETTING_ROWS = 200  # rows of 设置 that the look-ups see: room for a newer version's settings


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
            full, effective = _number(row.get("full")), _number(row.get("effective"))
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
    provisional = CLAIM_FACTS.span("provisional").replace("'", "")

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
    return sum(int(row.get("provisional") or 0) for row in shown.scene.facts.claims.values())  # type: ignore[arg-type]


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
    first, last = (f"{day.year}年{day.month}月{day.day}日" for day in shown.scene.window)
    return f"影响期：{first}至{last}（首尾两天都算）。"


# --- _meta --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MetaRow:
    """A row of _meta: plain value, or formula and value; for a veto also whether it is dated and its count."""

    key: str
    value: Callable[[Shown], Cell]
    formula: str = ""
    dated: Cell = None
    count_formula: str = ""
    count: Callable[[Shown], Cell] | None = None


def meta_rows(rulebook: Rulebook, rulings_last: int) -> tuple[MetaRow, ...]:
    """The sheet _meta: what the workbook belongs to, the settings in force, the negative items."""
    deadline = row_deadline(rulebook)
    return (
        *(_plain(key, value) for key, value in identity(rulebook).items()),
        _plain("step", rulebook.scale.points(1)),
        _plain("row_deadline", deadline),
        MetaRow("round", lambda shown: shown.scene.facts.round, f"=IFERROR({fact(CLAIM_FACTS, 'stated', _quoted(ROUND_KEY))},0)"),
        MetaRow("today", lambda shown: shown.scene.today, f'=IF({N["as_of"]}="",TODAY(),{N["as_of"]})'),
        MetaRow("application", lambda shown: shown.scene.settings.application_date, _date_setting(rulebook, "application_date")),
        MetaRow("window_from", lambda shown: shown.scene.window[0], f"=EDATE({N['application']},{-12 * rulebook.veto_years})"),
        MetaRow("window_to", lambda shown: shown.scene.window[1], f"={N['application']}"),
        MetaRow("warn_days", lambda shown: shown.scene.settings.deadline_warn_days, _whole_setting(rulebook, "deadline_warn_days")),
        MetaRow("item_warn_days", lambda shown: shown.scene.settings.item_warn_days, _whole_setting(rulebook, "item_warn_days")),
        MetaRow("rectify_limit", lambda shown: shown.scene.settings.rectify_limit, _whole_setting(rulebook, "rectify_limit")),
        MetaRow("rectify_unit", lambda shown: shown.scene.settings.rectify_unit, _choice_setting(rulebook, "rectify_unit")),
        MetaRow(
            "unruled_counts",
            lambda shown: "是" if shown.scene.settings.veto_unruled_counts else "否",
            _choice_setting(rulebook, "veto_unruled_counts", ("是", "否")),
        ),
        MetaRow("veto_silent", lambda shown: shown.silent, f"=IFERROR({fact(CLAIM_FACTS, 'stated', _quoted(SILENT_KEY))},0)"),
        MetaRow("veto_pending", lambda shown: shown.pending, f'=COUNTIF({_ruling_span("counted", rulings_last)},"{PENDING}")'),
        MetaRow("veto_counted", lambda shown: shown.counted, _veto_count_formula(rulebook)),
        *(_veto_row(veto.id, veto.text, veto.dated, rulings_last) for veto in rulebook.vetoes),
    )  # fmt: skip


def identity(rulebook: Rulebook) -> dict[str, Cell]:
    """What _meta says about the workbook itself."""
    return {
        "product": PRODUCT, "layout": LAYOUT_VERSION, "rulebook": rulebook.id, "rulebook_version": rulebook.version,
        "rulebook_digest": rulebook.digest,
    }  # fmt: skip


def meta_row_number(rulebook: Rulebook, key: str) -> int:
    """The row of a key in _meta as created."""
    keys = [row.key for row in meta_rows(rulebook, RULINGS.last_row())]
    return LEDGER_META.first_row + keys.index(key)


def calendar_names() -> dict[str, str]:
    """Defined names of _calendar → what they stand for."""
    sheet = CALENDAR_FACTS.sheet
    return {
        N["days_off"]: f"={CALENDAR_FACTS.span('key')}".replace("'", ""),
        N["calendar_first"]: f"={sheet}!$B$2",
        N["calendar_last"]: f"={sheet}!$C$2",
    }


def _plain(key: str, value: Cell) -> MetaRow:
    return MetaRow(key, lambda shown: value)


def _quoted(key: str) -> str:
    return f'"{key}"'


def _setting(key: str) -> str:
    value, keys = (SETTINGS.span(name, SETTING_ROWS) for name in ("value", "key"))
    return f'INDEX({value},MATCH("{key}",{keys},0))'


def _default(rulebook: Rulebook, key: str) -> str:
    return next(setting.default for setting in rulebook.settings if setting.id == key)


def _date_setting(rulebook: Rulebook, key: str) -> str:
    typed = _setting(key)
    text = typed
    for mark in ("年", "月", ".", "/"):
        text = f'SUBSTITUTE({text},"{mark}","-")'
    default = date.fromisoformat(_default(rulebook, key))
    literal = f"DATE({default.year},{default.month},{default.day})"
    # A date typed as text counts as well; blank, or anything else, means the default.
    return f'=IFERROR(IF(ISNUMBER({typed}),{typed},DATEVALUE(SUBSTITUTE({text},"日",""))),{literal})'


def _whole_setting(rulebook: Rulebook, key: str) -> str:
    typed, default = _setting(key), _default(rulebook, key)
    value = f"VALUE({typed})"
    return f'=IFERROR(IF({typed}="",{default},IF(AND({value}>=0,{value}=INT({value})),{value},{default})),{default})'


def _choice_setting(rulebook: Rulebook, key: str, choices: Sequence[str] = ()) -> str:
    setting = next(setting for setting in rulebook.settings if setting.id == key)
    typed, listed = _setting(key), ",".join(f'"{choice}"' for choice in choices or setting.choices)
    return f'=IFERROR(INDEX({{{listed}}},MATCH({typed},{{{listed}}},0)),"{setting.default}")'


def _ruling_span(key: str, last: int) -> str:
    letter = RULINGS.letter(key)
    return f"'{RULINGS.sheet}'!${letter}${RULINGS.first_row}:${letter}${last}"


def _veto_row(veto: str, text: str, dated: bool, last: int) -> MetaRow:
    counting = f'=IF(COUNTIFS({_ruling_span("veto", last)},"{veto}",{_ruling_span("counted", last)},"{COUNTED}")>0,1,0)'
    return MetaRow(
        veto, lambda shown: text, "", int(dated), counting,
        lambda shown: int(any(row.get("veto") == veto and row.get("counted") == COUNTED for row in shown.rulings)),
    )  # fmt: skip


def _veto_count_formula(rulebook: Rulebook) -> str:
    # The rows of the items follow the row of this cell.
    span = LEDGER_META.span("count").replace("'", "")
    return f"=SUM({span})" if rulebook.vetoes else "=0"
