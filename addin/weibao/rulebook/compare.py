"""Two versions of one rulebook: what stays, what changes, what is added and what is dropped.

Everything is told by id. An id is never given to something else, because answers, verified scores and supervision
items of earlier rounds bear it; a version that does so is refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from weibao.errors import RulebookError
from weibao.rulebook.labels import WORDS
from weibao.rulebook.textual import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from weibao.rulebook.count_records import Count
    from weibao.rulebook.model import Indicator, Rulebook, Unit


class Fate(Enum):
    """What became of a record."""

    KEPT = "不变"
    CHANGED = "有改动"
    ADDED = "新增"
    DROPPED = "停用"

    @property
    def label(self) -> str:
        """The word that people read."""
        return self.value


STANDARD: Final = "标准有改动"
POINTS: Final = "分值有改动"
UNITS: Final = "单位有改动"
TITLE: Final = "短标题有改动"
DEADLINE: Final = "时限有改动"
_CHANGED: Final = {True: Fate.CHANGED, False: Fate.KEPT}
# What a unit and the office have to look at again; another title or deadline changes no answer.
ASKED_AGAIN: Final = (STANDARD, POINTS)


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator in both versions; None where one does not have it. `marks` say what is different."""

    id: str
    title: str
    fate: Fate
    marks: tuple[str, ...] = ()
    old_full: Decimal | None = None
    new_full: Decimal | None = None
    old_due: date | None = None
    new_due: date | None = None
    old_units: tuple[str, ...] = ()
    new_units: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`分值有改动（2分改为1分）、标准有改动`, what has to be looked at again; "" for nothing."""
        points = f"{POINTS}（{self.old_full}分改为{self.new_full}分）"
        return "、".join(points if mark == POINTS else mark for mark in self.marks if mark in ASKED_AGAIN)


@dataclass(frozen=True, slots=True)
class RecordChange:
    """Any other record: a unit, a negative item, a milestone, a setting. `old` and `new` are what people read."""

    kind: str
    id: str
    title: str
    fate: Fate
    old: str = ""
    new: str = ""


@dataclass(frozen=True)
class Comparison:
    """Everything that differs, and every indicator."""

    old: Rulebook
    new: Rulebook
    indicators: tuple[IndicatorChange, ...]
    others: tuple[RecordChange, ...]

    @property
    def by_id(self) -> Mapping[str, IndicatorChange]:
        """Indicators by id."""
        return {item.id: item for item in self.indicators}

    def ids(self, fate: Fate) -> tuple[str, ...]:
        """The indicators of a fate."""
        return tuple(item.id for item in self.indicators if item.fate is fate)


def compare(old: Rulebook, new: Rulebook) -> Comparison:
    """Compare two versions; both may have the settings' towns. Raises RulebookError where an id was given away."""
    if old.id != new.id:
        raise RulebookError(
            f"新的规则库编号（id）是“{new.id}”，现在用的是“{old.id}”。改版的规则库编号要与原来的相同，改的是版本（version）；"
            "确实是另一个地方或另一项创建工作的，请用 weibao new 另建一个文件夹。"
        )
    _same_units(old, new)
    _same_titles("指标", {item.id: (item.title, item.standard) for item in old.indicators},
                 {item.id: (item.title, item.standard) for item in new.indicators})  # fmt: skip
    _same_titles("负面清单", {item.id: (item.title, item.text) for item in old.vetoes},
                 {item.id: (item.title, item.text) for item in new.vetoes})  # fmt: skip
    return Comparison(old, new, tuple(_indicators(old, new)), tuple(_others(old, new)))


def _same_units(old: Rulebook, new: Rulebook) -> None:
    before = {name: unit for unit in old.units for name in (unit.name, *unit.aliases)}
    for unit in new.units:
        known = next((before[name] for name in (unit.name, *unit.aliases) if name in before), None)
        if known is not None and known.id != unit.id:
            towns = "；乡级单位只能在名单末尾增减，撤并的请留在名单里" if unit.kind == "town" else ""
            raise RulebookError(
                f"“{unit.name}”的编号原来是 {known.id}，新的规则库里是 {unit.id}。留下的单位要保留原来的编号，"
                f"停用的编号空着（在 meta.toml 写 follows）{towns}。"
            )
        owner = old.unit_by_id.get(unit.id)
        if owner is not None and known is None:
            raise RulebookError(
                f"编号 {unit.id} 原来是“{owner.name}”，新的规则库里是“{unit.name}”。编号不能改给别的单位，"
                f"新单位请用没有用过的编号；是同一个单位改了名的，请把“{owner.name}”写进它的其他写法（aliases）。"
            )


def _same_titles(kind: str, old: Mapping[str, tuple[str, str]], new: Mapping[str, tuple[str, str]]) -> None:
    """Titles and texts that stand under another id now: somebody has numbered the rest anew; and ids whose title and
    text are both others, which nobody can tell from an id that was given to something else.
    """
    places: dict[str, str] = {}
    for key, texts in old.items():
        places |= {fold(text): key for text in texts}
    for key, texts in new.items():
        was = {places[fold(text)] for text in texts if fold(text) in places}
        if was and key not in was:
            raise RulebookError(
                f"{kind}“{texts[0]}”的编号原来是 {'、'.join(sorted(was))}，新的规则库里是 {key}。"
                "填报、核定、督办都按编号对应，留下的要保留原来的编号，停用的空着不用，"
                "新增的用没有用过的编号（在 meta.toml 写 follows）。"
            )
        if key in old and not set(map(fold, texts)) & set(map(fold, old[key])):
            raise RulebookError(
                f"编号 {key} 原来是{kind}“{old[key][0]}”，新的规则库里是“{texts[0]}”，短标题和内容都不同了。"
                "编号不能改给别的事项，不然以前的填报、核定会算到它头上：是另一项的，请用没有用过的编号；"
                "是同一项改了说法的，请保留原来的短标题。"
            )


def _indicators(old: Rulebook, new: Rulebook) -> Iterable[IndicatorChange]:
    """In the order of the new version, the dropped ones last."""
    dues = [next((m.end for m in book.milestones if m.id == book.row_deadline), None) for book in (old, new)]
    gone = [item for item in old.indicators if item.id not in new.indicator_by_id]
    for item in (*new.indicators, *gone):
        before, after = old.indicator_by_id.get(item.id), new.indicator_by_id.get(item.id)
        marks = _marks(old, new, before, after, moved=dues[0] != dues[1]) if before and after else ()
        # That all rows have another deadline is one change of the plan, not one of every indicator.
        differs = any(mark != DEADLINE for mark in marks)
        fate = Fate.ADDED if before is None else Fate.DROPPED if after is None else _CHANGED[differs]
        yield IndicatorChange(
            item.id, item.title, fate, marks,
            old.scale.points(before.full) if before else None, new.scale.points(after.full) if after else None,
            dues[0] if before else None, dues[1] if after else None,
            _unit_names(old, before) if before else (), _unit_names(new, after) if after else (),
        )  # fmt: skip


def _marks(old: Rulebook, new: Rulebook, before: Indicator, after: Indicator, *, moved: bool) -> tuple[str, ...]:
    differs = {
        STANDARD: fold(before.standard) != fold(after.standard),
        POINTS: old.scale.points(before.full) != new.scale.points(after.full),
        UNITS: _unit_names(old, before) != _unit_names(new, after),
        TITLE: before.title != after.title,
        DEADLINE: moved,
    }
    return tuple(mark for mark, yes in differs.items() if yes)


def _unit_names(book: Rulebook, indicator: Indicator) -> tuple[str, ...]:
    names = {unit.id: unit.name for unit in book.units} | ({book.group.id: book.group.name} if book.group else {})
    return (*(f"{names[key]}（牵头）" for key in indicator.lead), *(names[key] for key in indicator.co))


def _others(old: Rulebook, new: Rulebook) -> Iterable[RecordChange]:
    yield from _changed("单位", old.units, new.units, _unit_words)
    yield from _changed("负面清单", old.vetoes, new.vetoes, lambda item: item.text)
    yield from _changed("时间节点", old.milestones, new.milestones, _days)
    yield from _changed("设置的默认值", old.settings, new.settings, lambda item: item.default)
    yield from _changed("量化情况", old.counts, new.counts, count_words, lambda item: item.title)


def _changed(
    kind: str, old: Sequence[Any], new: Sequence[Any], words: Any, title: Any = None
) -> Iterable[RecordChange]:
    before, after = ({item.id: item for item in items} for items in (old, new))
    for key in dict.fromkeys((*before, *after)):
        one, two = before.get(key), after.get(key)
        then, now = (words(item) if item is not None else "" for item in (one, two))
        if one is not None and two is not None and fold(then) == fold(now):
            continue
        fate = Fate.ADDED if one is None else Fate.DROPPED if two is None else Fate.CHANGED
        name = title or (lambda item: getattr(item, "title", "") or getattr(item, "name", ""))
        yield RecordChange(kind, key, name(two if two is not None else one), fate, then, now)


def count_words(count: Count) -> str:
    """What a row of 量化情况 asks for: a figure that was given to another question is none to this one."""
    parts = (count.done, count.total, count.total_from, count.unit, count.period)
    return "；".join((count.requirement, WORDS["ask"][count.ask], *filter(None, parts)))


def _unit_words(unit: Unit) -> str:
    return unit.name if unit.name == unit.formal else f"{unit.name}（{unit.formal}）"


def _days(item: Any) -> str:
    return " 至 ".join(str(day) for day in (item.start, item.end) if day)
