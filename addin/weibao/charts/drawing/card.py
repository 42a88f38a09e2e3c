"""One unit's card: score, rows and lights on the left; open items, missing evidence and next dates on the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from weibao.charts.letters import Pen
from weibao.charts.members import UNANSWERED
from weibao.charts.page import BODY, RIGHT, SMALLEST, Box, fit, look, wide, wrapped
from weibao.compute.model import Level, Light
from weibao.looks import GREY_INK, INK, LINE, LOOKS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weibao.charts.page import Page
    from weibao.charts.series.card import CardDate, CardItem, CardLights, CardRow, UnitCard

_LEFT: Final = Box(BODY.left, BODY.bottom, 0.27, BODY.height)
_RIGHT: Final = Box(0.345, BODY.bottom, RIGHT - 0.345, BODY.height)
_LINE: Final = 0.0345  # a line of the lists
_SIZE: Final = 14
_HEAD: Final = 16
_LEVELS: Final = ("done", "partial", "lost", "unassessed")
_LIGHTS: Final = (Light.RED, Light.YELLOW, Light.GREEN)
_LATE: Final = "▲逾期"
_DATES, _MISSING = 6, 3  # lines kept for dates and missing evidence where items are many


def draw(page: Page, body: UnitCard) -> None:
    """Both halves, with a line between."""
    pen = Pen()
    page.block(Box(0.325, BODY.bottom, 0.0008, BODY.height), facecolor=LINE, edgecolor="none")
    top = _score(page, pen, body)
    top = _levels(page, pen, body.rows, top)
    _lights(page, pen, body.lights, top)
    _lists(page, pen, body)
    pen.put(page.figure)


def _score(page: Page, pen: Pen, body: UnitCard) -> float:
    """The large figure; gives the height below it."""
    top = BODY.top - 0.01
    pen.write(_LEFT.left, top - 0.014, "自评得分", _HEAD, color=GREY_INK)
    middle = top - 0.1
    full = "" if body.full is None else f"满分 {body.full} 分"
    if body.stated is not None:
        page.text(_LEFT.left, middle, str(body.stated), 46)
        page.text(_LEFT.right, middle - 0.018, full, 18, ha="right", color=GREY_INK)
        full = ""
    else:
        lines, size = fit(_no_score(body), (26, 22, 20, 18, 16, 14), _LEFT.width, 1)
        page.text(_LEFT.left, middle, lines[0], size)
    if body.full is None:
        return middle - 0.065
    known = UNANSWERED if body.effective is None else f"{body.effective} 分"
    text = "，".join([full] * bool(full) + [f"所涉指标汇总有效得分 {known}"])
    lines, size = fit(text, (_SIZE, 13, 12, 11), _LEFT.width, 1)
    pen.write(_LEFT.left, middle - 0.068, lines[0], size, color=GREY_INK)
    return middle - 0.105


def _no_score(body: UnitCard) -> str:
    """What stands in place of a score."""
    if body.state:
        return body.state
    if body.full is None:
        return "只配合，不计分" if body.rows else "不涉及"
    return UNANSWERED


def _levels(page: Page, pen: Pen, rows: Sequence[CardRow], top: float) -> float:
    """One stacked bar a kind of rows, as long as its rows are many, and the counts below."""
    if not rows:
        return top
    most = max(sum(row.counts) for row in rows)
    for row in rows:
        pen.write(_LEFT.left, top - 0.014, f"{row.name} {sum(row.counts)} 项", _HEAD)
        left, unit = _LEFT.left, _LEFT.width / most
        for count, meaning in zip(row.counts, _LEVELS, strict=True):
            if count:
                page.block(Box(left, top - 0.068, unit * count, 0.032), **look(meaning))
                left += unit * count
        _counts(page, pen, row, top - 0.09)
        top -= 0.128
    return top - 0.006


def _counts(page: Page, pen: Pen, row: CardRow, y: float) -> None:
    x = _LEFT.left
    parts = [(level.label, count, name) for level, count, name in zip(Level, row.counts, _LEVELS, strict=True) if count]
    size = next((s for s in (13, 12, 11) if sum(wide(f"{w} {n}", s) + 0.022 for w, n, _ in parts) <= 0.28), SMALLEST)
    for word, count, meaning in parts:
        page.block(Box(x, y - 0.009, 0.012, 0.018), **look(meaning))
        pen.write(x + 0.015, y, f"{word} {count}", size)
        x += wide(f"{word} {count}", size) + 0.022


def _lights(page: Page, pen: Pen, lights: Sequence[CardLights], top: float) -> None:
    """Every light with its word and number; one that nothing has stays white."""
    step = _LEFT.width / 3
    for row in lights:
        pen.write(_LEFT.left, top - 0.014, f"{row.name}的灯（看期限）", _HEAD)
        for place, light in enumerate(_LIGHTS):
            count = getattr(row, light.value)
            box = Box(_LEFT.left + step * place, top - 0.073, step - 0.008, 0.04)
            chosen = light.value if count else "nothing"
            page.block(box, **look(chosen))
            ink = LOOKS[chosen].ink if count else GREY_INK
            pen.write(box.left + box.width / 2, box.bottom + box.height / 2, f"{light.label} {count}", _SIZE,
                      ha="center", color=ink)  # fmt: skip
        top -= 0.092


def _lists(page: Page, pen: Pen, body: UnitCard) -> None:
    """The three lists one below the other; what has no room is counted."""
    lines = int(_RIGHT.height / _LINE) - 5  # three headings, the space between them
    missing = [f"{body.state}，情况不明"] if body.state else _missing(body.missing)
    dates = min(len(body.dates) or 1, max(_DATES, lines - (len(body.items) or 1) - len(missing)))
    items = min(len(body.items) or 1, lines - dates - len(missing))
    top = _heading(pen, _RIGHT.top, _items_heading(body.items))
    top = _items(page, pen, top, body.items, items)
    top = _heading(pen, top, "缺佐证材料的指标" + ("" if body.state else f" {len(body.missing)} 项"))
    for line in missing:
        pen.write(_RIGHT.left, top - _LINE / 2, line, _SIZE)
        top -= _LINE
    top = _heading(pen, top - _LINE / 2, "接下来的时间")
    _dates(pen, top, body.dates, dates)


def _items_heading(items: Sequence[CardItem]) -> str:
    drafts = sum(item.draft for item in items)
    parts = [f"已立项 {len(items) - drafts} 项"] * (drafts < len(items)) + [f"拟督办 {drafts} 项"] * bool(drafts)
    return f"督办事项：{'、'.join(parts)}" if parts else "督办事项 0 项"


def _heading(pen: Pen, top: float, text: str) -> float:
    pen.write(_RIGHT.left, top - _LINE * 0.5, text, _HEAD, color=LOOKS["done"].fill)
    return top - _LINE * 1.1


def _missing(titles: Sequence[str]) -> list[str]:
    """Titles in a few lines; the rest counted."""
    if not titles:
        return ["没有"]
    text = "、".join(titles)
    for kept in range(len(titles), 0, -1):
        text = "、".join(titles[:kept]) + (f" 等 {len(titles)} 项" if kept < len(titles) else "")
        if len(wrapped(text, _SIZE, _RIGHT.width)) <= _MISSING:
            break
    return wrapped(text, _SIZE, _RIGHT.width)[:_MISSING]


def _items(page: Page, pen: Pen, top: float, items: Sequence[CardItem], room: int) -> float:
    shown = items if len(items) <= room else items[: room - 1]
    left = _RIGHT.left + 0.068
    texts, text_size = _alike(
        [(f"{item.title}：{item.problem}", RIGHT - wide(item.due, 13) - 0.012 - left) for item in shown]
    )
    for item, text in zip(shown, texts, strict=True):
        middle = top - _LINE / 2
        box = Box(_RIGHT.left, middle - 0.0135, 0.06, 0.027)
        page.block(box, **look(item.light or "nothing"))
        ink = LOOKS[item.light or "nothing"].ink
        lines, size = fit(item.word, (13, 12, 11, SMALLEST), box.width - 0.006, 1)
        pen.write(box.left + box.width / 2, middle, lines[0], size, ha="center", color=ink)
        pen.write(RIGHT, middle, item.due, 13, ha="right", color=GREY_INK)
        pen.write(left, middle, text, text_size)
        top -= _LINE
    if not items:
        pen.write(_RIGHT.left, top - _LINE / 2, "没有", _SIZE)
        top -= _LINE
    elif len(shown) < len(items):
        pen.write(_RIGHT.left, top - _LINE / 2, f"另有 {len(items) - len(shown)} 项，见督办台账", 13, color=GREY_INK)
        top -= _LINE
    return top - _LINE / 2


def _dates(pen: Pen, top: float, dates: Sequence[CardDate], room: int) -> None:
    if not dates:
        pen.write(_RIGHT.left, top - _LINE / 2, "没有定了日期的事项", _SIZE)
        return
    shown = dates if len(dates) <= room else dates[: room - 1]
    column = max(wide(day.day, _SIZE) for day in shown) + 0.012
    told = [f"{_LATE}　{entry.text}" if entry.late else entry.text for entry in shown]
    texts, size = _alike([(text, RIGHT - _RIGHT.left - column) for text in told])
    for entry, text in zip(shown, texts, strict=True):
        middle = top - _LINE / 2
        pen.write(_RIGHT.left, middle, entry.day, _SIZE, color=INK if entry.late else GREY_INK)
        pen.write(_RIGHT.left + column, middle, text, size)
        top -= _LINE
    if len(shown) < len(dates):
        pen.write(_RIGHT.left, top - _LINE / 2, f"另有 {len(dates) - len(shown)} 项", 13, color=GREY_INK)


def _alike(texts: Sequence[tuple[str, float]]) -> tuple[list[str], float]:
    """Texts, each on one line of its width, and the one size of them all."""
    size = min((fit(text, (_SIZE, 13, 12, 11), limit, 1)[1] for text, limit in texts), default=_SIZE)
    return [fit(text, (size,), limit, 1)[0][0] for text, limit in texts], size
