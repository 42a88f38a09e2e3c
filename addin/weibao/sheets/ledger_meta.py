"""The hidden sheet _meta of 核定台账: what the workbook belongs to, the settings in force, the negative items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from weibao.compute.deadlines import row_deadline
from weibao.compute.meeting_steps import DEFAULTS, asked_of, days_of
from weibao.compute.member_states import post_names
from weibao.compute.task_duties import idle_days, plan_due
from weibao.compute.work import report_days
from weibao.functions.native import literal
from weibao.functions.rulings import PENDING
from weibao.sheets.layout import (
    CALENDAR_FACTS,
    CLAIM_FACTS,
    LAYOUT_VERSION,
    LEDGER_META,
    LEDGER_RULINGS,
    LEDGER_SPARE,
    SETTINGS,
)
from weibao.sheets.layout import LEDGER_NAMES as N
from weibao.sheets.ledger_facts import ROUND_KEY, SILENT_KEY
from weibao.sheets.ledger_formulas import calc_area, fact
from weibao.sheets.ledger_work_columns import must_report

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weibao.compute.settings import Settings
    from weibao.rulebook.model import Rulebook, VetoEffect
    from weibao.sheets.ledger_head import Shown
    from weibao.sheets.package_values import Cell

PRODUCT = "weibao-ledger"
# Keys of the rows with the kinds of meeting and with the posts, each with what is asked of it.
MEETING, POST = "meeting:", "post:"
ASSESSORS_KEY = "assessors"  # key of the row that says how the columns of the organs above were headed last
EFFECT = "effect"  # keys of the rows that say what a number of negative items means
SETTING_ROWS = 200  # rows of 设置 that the look-ups see: room for a newer version's settings


@dataclass(frozen=True)
class MetaRow:
    """A row of _meta: plain value, or formula and value; for a veto also whether it is dated and its count.

    Of an effect of vetoes `dated` holds its words.
    """

    key: str
    value: Callable[[Shown], Cell]
    formula: str = ""
    dated: Cell = None
    count_formula: str = ""
    count: Callable[[Shown], Cell] | None = None
    once: bool = False  # written with the workbook; it is not for every update to say it anew


def meta_rows(rulebook: Rulebook, rulings: int) -> tuple[MetaRow, ...]:
    """The sheet _meta; `rulings` is the number of prepared rows of 负面清单认定."""
    tallies = calc_area(LEDGER_RULINGS["tally"], rulings + LEDGER_SPARE)
    pending = f'=SUMPRODUCT(--({tallies}="{PENDING}"))'
    return (
        *(_plain(key, value) for key, value in identity(rulebook).items()),
        _plain("step", rulebook.scale.points(1)),
        _plain("row_deadline", row_deadline(rulebook)),
        MetaRow(ASSESSORS_KEY, lambda shown: "、".join(shown.scene.settings.assessors), once=True),
        MetaRow("round", lambda shown: shown.scene.facts.round, _word(ROUND_KEY)),
        MetaRow("today", lambda shown: shown.scene.today, f"=IF(ISNUMBER({N['as_of']}),INT({N['as_of']}),TODAY())"),
        *_settings_in_force(rulebook),
        MetaRow("veto_silent", lambda shown: shown.silent, _word(SILENT_KEY)),
        MetaRow("veto_pending", lambda shown: shown.pending, pending),
        MetaRow("veto_counted", lambda shown: shown.counted, f"=SUM({LEDGER_META.span('count')})"),
        *(_veto_row(veto.id, veto.text, veto.dated, tallies) for veto in rulebook.vetoes),
        *(_effect_row(effect) for effect in sorted(rulebook.veto_effects, key=lambda effect: effect.at_least)),
        *_coded(MEETING, {f"{kind.body}{kind.name}": int(asked_of(kind)) for kind in rulebook.meetings}),
        *_coded(POST, post_names(rulebook)),
    )


def meta_names(rows: Sequence[MetaRow]) -> dict[str, str]:
    """Defined names of areas of _meta → what they stand for: the negative items, their counts, and what they mean; the
    kinds of meeting and the posts.
    """
    numbers = {row.key: number for number, row in enumerate(rows, LEDGER_META.first_row)}
    items = [number for key, number in numbers.items() if rows[number - LEDGER_META.first_row].count is not None]
    effects = [number for key, number in numbers.items() if key.startswith(EFFECT)]

    def area(first: str, last: str, found: Sequence[int]) -> str:
        return f"={LEDGER_META.sheet}!${first}${found[0]}:${last}${found[-1]}"

    return {
        N["veto_items"]: area("A", "C", items),
        N["veto_counts"]: area("D", "D", items),
        N["veto_effects"]: area("B", "C", effects),
        **{
            N[name]: area("B", "C", [number for key, number in numbers.items() if key.startswith(head)])
            for name, head in (("meeting_kinds", MEETING), ("posts", POST))
        },
    }


def _settings_in_force(rulebook: Rulebook) -> tuple[MetaRow, ...]:
    """What 设置 says, the default where it is blank or not understood."""
    window_from = f"=EDATE({N['application']},{-12 * rulebook.veto_years})"
    return (
        MetaRow(
            "application",
            lambda shown: shown.scene.settings.application_date,
            _date_setting(rulebook, "application_date"),
        ),
        MetaRow("window_from", lambda shown: shown.scene.window[0], window_from),
        MetaRow("window_to", lambda shown: shown.scene.window[1], f"={N['application']}"),
        MetaRow(
            "warn_days",
            lambda shown: shown.scene.settings.deadline_warn_days,
            _whole_setting(rulebook, "deadline_warn_days"),
        ),
        MetaRow(
            "item_warn_days",
            lambda shown: shown.scene.settings.item_warn_days,
            _whole_setting(rulebook, "item_warn_days"),
        ),
        *_optional_settings(rulebook),
        MetaRow(
            "rectify_limit", lambda shown: shown.scene.settings.rectify_limit, _whole_setting(rulebook, "rectify_limit")
        ),
        MetaRow(
            "rectify_unit", lambda shown: shown.scene.settings.rectify_unit, _choice_setting(rulebook, "rectify_unit")
        ),
        MetaRow(
            "immediate_limit",
            lambda shown: shown.scene.settings.immediate_limit,
            _whole_setting(rulebook, "immediate_limit"),
        ),
        MetaRow(
            "listed_limit", lambda shown: shown.scene.settings.listed_limit, _whole_setting(rulebook, "listed_limit")
        ),
        MetaRow(
            "unruled_counts",
            lambda shown: "是" if shown.scene.settings.veto_unruled_counts else "否",
            _choice_setting(rulebook, "veto_unruled_counts", ("是", "否")),
        ),
    )


def _optional_settings(rulebook: Rulebook) -> tuple[MetaRow, ...]:
    """The same of settings that a rulebook may do without."""

    def days(key: str, value: Callable[[Settings], int]) -> MetaRow:
        formula = _whole_setting(rulebook, key) if _has_setting(rulebook, key) else ""
        return MetaRow(key, lambda shown: value(shown.scene.settings), formula)

    return (
        *(days(key, partial(days_of, key=key)) for key in DEFAULTS),
        days("member_days", lambda settings: settings.member_days),
        MetaRow(
            "plan_due",
            lambda shown: plan_due(shown.scene.rulebook, shown.scene.settings),
            _date_setting(rulebook, "plan_due") if _has_setting(rulebook, "plan_due") else "",
        ),
        days("progress_days", idle_days),
        days("work_report_days", report_days),
        MetaRow("work_must", lambda shown: must_report(shown.scene.rulebook), ""),
    )


def identity(rulebook: Rulebook) -> dict[str, Cell]:
    """What _meta says about the workbook itself."""
    return {
        "product": PRODUCT, "layout": LAYOUT_VERSION, "rulebook": rulebook.id, "rulebook_version": rulebook.version,
        "rulebook_digest": rulebook.digest,
    }  # fmt: skip


def calendar_names() -> dict[str, str]:
    """Defined names of _calendar → what they stand for."""
    sheet = CALENDAR_FACTS.sheet
    return {
        N["days_off"]: f"={CALENDAR_FACTS.span('key')}",
        N["calendar_first"]: f"={sheet}!$B$2",
        N["calendar_last"]: f"={sheet}!$C$2",
    }


def _plain(key: str, value: Cell) -> MetaRow:
    return MetaRow(key, lambda shown: value)


def _word(key: str) -> str:
    """Formula: one of the two single facts of _claims."""
    return f"=IFERROR({fact(CLAIM_FACTS, 'stated', _quoted(key))},0)"


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


def _has_setting(rulebook: Rulebook, key: str) -> bool:
    return any(setting.id == key for setting in rulebook.settings)


def _report_days(rulebook: Rulebook) -> str:
    """A rulebook may do without the setting."""
    known = any(setting.id == "work_report_days" for setting in rulebook.settings)
    return _whole_setting(rulebook, "work_report_days") if known else ""


def _choice_setting(rulebook: Rulebook, key: str, choices: Sequence[str] = ()) -> str:
    setting = next(setting for setting in rulebook.settings if setting.id == key)
    typed, listed = _setting(key), ",".join(f'"{choice}"' for choice in choices or setting.choices)
    return f'=IFERROR(INDEX({{{listed}}},MATCH({literal(typed)},{{{listed}}},0)),"{setting.default}")'


def _veto_row(veto: str, text: str, dated: bool, tallies: str) -> MetaRow:
    counting = f'=IF(SUMPRODUCT(--({tallies}="{veto}"))>0,1,0)'
    return MetaRow(veto, lambda shown: text, "", int(dated), counting, lambda shown: int(veto in shown.tallies))


def _effect_row(effect: VetoEffect) -> MetaRow:
    """From how many items on, and (in the column of `dated`) what it means."""
    return MetaRow(f"{EFFECT}:{effect.verdict}", lambda shown: effect.at_least, "", effect.label)


def _coded(head: str, codes: Mapping[str, int]) -> tuple[MetaRow, ...]:
    """Names with what is asked of each; the first row is blank, for a plan without any."""
    named = {"": 0, **codes}
    return tuple(_coded_row(f"{head}{place}", name, code) for place, (name, code) in enumerate(named.items()))


def _coded_row(key: str, name: str, code: int) -> MetaRow:
    return MetaRow(key, lambda shown: name, "", code)
