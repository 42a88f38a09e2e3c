"""重点任务, 任务节点 and 宣传表彰: the first rows, and reading them; older workbooks do not have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.compute.setting_values import names
from weibao.compute.tasks import Publicity, PublicityKind, TaskNode, TaskWork, leads, own_indicators
from weibao.compute.words import member_name
from weibao.sheets.layout import NODES, PUBLICITY, TASKS
from weibao.sheets.ledger_lines import STOPPED, str_key
from weibao.sheets.ledger_meetings import read_units
from weibao.sheets.values import compact, read_text, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from weibao.rulebook.model import Rulebook, Task
    from weibao.sheets.ledger_cells import Cells
    from weibao.sheets.ledger_lines import Line
    from weibao.sheets.ledger_reader import Reader
    from weibao.sheets.ledger_tables import TableRow
    from weibao.sheets.package_values import Cell

_KINDS = {kind.label: kind for kind in PublicityKind}


def task_rows(rulebook: Rulebook) -> list[dict[str, Cell]]:
    """重点任务 of a new ledger: every task with each of its lead units and the indicators that they may claim."""
    tasks = {task.id: task for task in rulebook.tasks}
    return [_task_row(rulebook, tasks[key], unit) for key, unit in leads(rulebook)]


def unnamed_rows(rulebook: Rulebook, lines: Iterable[Line]) -> Iterator[tuple[int, dict[str, Cell]]]:
    """Rows of a unit that has taken over a part, of which somebody typed the code alone: their number, and the rest."""
    tasks = {task.id: task for task in rulebook.tasks}
    for line in lines:
        task, _, unit = str_key(line.cells.get("key")).partition("-")
        if task in tasks and unit in rulebook.unit_by_id and not line.cells.get("unit"):
            row = _task_row(rulebook, tasks[task], unit)
            yield line.number, {name: value for name, value in row.items() if name != "key" and value}


def _task_row(rulebook: Rulebook, task: Task, unit: str) -> dict[str, Cell]:
    own = own_indicators(rulebook, task, unit)
    return {
        "key": TaskWork(task=task.id, unit=unit).key, "task": task.title, "unit": member_name(rulebook, unit),
        "indicators": "、".join(own),
        "full": rulebook.scale.points(sum(rulebook.indicator_by_id[item].full for item in own)),
    }  # fmt: skip


def read_tasks(reader: Reader) -> tuple[TaskWork, ...]:
    """重点任务, in the order of the sheet; a row of a task or unit that there is not is told where it says anything."""
    cells, works = reader.open_table(TASKS), list[TaskWork]()
    tasks = {task.id for task in reader.rulebook.tasks}
    asked = {f"{task}-{unit}" for task, unit in leads(reader.rulebook)}
    for key, row in reader.keyed_rows(cells, "key") if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        if key not in asked and row.text("indicators").startswith(STOPPED):  # asked by an earlier version of the rules
            continue
        task, _, unit = key.partition("-")
        if task not in tasks or not _unit_fits(reader.rulebook, cells, row, unit, key):
            if task not in tasks:
                _unknown(reader.rulebook, cells, row, key)
            continue
        works.append(
            TaskWork(
                task=task,
                unit=unit,
                plan_on=cells.day(row, "plan_on"),
                plan_no=read_text(row.cells.get("plan_no")),
                progress=read_text(row.cells.get("progress")),
                progress_on=cells.day(row, "progress_on"),
                done=cells.day(row, "done"),
            )
        )
    return tuple(works)


def _unknown(rulebook: Rulebook, cells: Cells, row: TableRow, key: str) -> None:
    """A code that is nobody's: told where the row says anything, and where the code alone was typed (we write the
    unit's name with it) and waits for its row to be filled up.
    """
    if cells.typed(row) or "unit" not in row.cells:
        like = next((f"{task}-{unit}" for task, unit in leads(rulebook)), "")
        cells.note("task-code-unknown", row, "key", found=key, like=like)


def _unit_fits(rulebook: Rulebook, cells: Cells, row: TableRow, unit: str, key: str) -> bool:
    """Whether the code's unit is known and is the one named in the row, by whichever of its names (town ids follow the
    list in 设置).
    """
    group = rulebook.group.id if rulebook.group else ""
    if unit not in rulebook.unit_by_id and unit != group:
        _unknown(rulebook, cells, row, key)
        return False
    now, known = member_name(rulebook, unit), rulebook.unit_by_id.get(unit)
    if "unit" in row.cells and row.text("unit") not in map(compact, (now, *(known.aliases if known else ()))):
        if cells.typed(row):
            cells.note("ledger-unit-changed", row, "unit", key=key, found=row.text("unit"), now=now)
        return False
    return True


def read_nodes(reader: Reader) -> tuple[TaskNode, ...]:
    """任务节点, in the order of the sheet."""
    cells, nodes = reader.open_table(NODES), list[TaskNode]()
    tasks = {task.id for task in reader.rulebook.tasks}
    for key, row in reader.keyed_rows(cells, "id") if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        task = row.text("task").upper()
        if task not in tasks and cells.typed(row):
            found = f"“{shown(row.cells.get('task'))}”写得不对" if task else "空着"
            cells.note("task-node-task-unknown", row, "task", key=key, found=found)
        nodes.append(
            TaskNode(
                id=key,
                task=task if task in tasks else "",
                lead=read_units(reader.rulebook, cells, key, row, "lead"),
                text=read_text(row.cells.get("text")),
                due=cells.day(row, "due"),
                closed=cells.day(row, "closed"),
            )
        )
    return tuple(nodes)


def read_publicity(reader: Reader) -> tuple[Publicity, ...]:
    """宣传表彰, in the order of the sheet; a row without kind or name is told and left out."""
    cells, found = reader.open_table(PUBLICITY), list[Publicity]()
    for row in cells.found.rows(reader.grids[cells.found.sheet]) if cells else ():
        assert cells is not None  # noqa: S101 - there are rows
        if not cells.typed(row):
            continue
        kind, title = _KINDS.get(row.text("kind")), read_text(row.cells.get("title"))
        if kind is None:
            word = f"“{shown(row.cells.get('kind'))}”认不出" if "kind" in row.cells else "空着"
            cells.note("publicity-kind", row, "kind", found=word, known="、".join(_KINDS))
        elif not title:
            cells.note("publicity-no-title", row, "title")
        else:
            found.append(_publicity(reader.rulebook, cells, row, kind, title))
    return tuple(found)


def _publicity(rulebook: Rulebook, cells: Cells, row: TableRow, kind: PublicityKind, title: str) -> Publicity:
    known = {task.id for task in rulebook.tasks} | rulebook.indicator_by_id.keys()
    about = tuple(dict.fromkeys(name.upper() for name in names(read_text(row.cells.get("about")))))
    for word in about:
        if word not in known:
            cells.note("publicity-about-unknown", row, "about", title=title, found=word)
    key = f"“{title}”"
    return Publicity(
        kind=kind,
        title=title,
        on=cells.day(row, "on"),
        units=read_units(rulebook, cells, key, row, "unit"),
        by=read_text(row.cells.get("by")),
        level=read_text(row.cells.get("level")),
        link=read_text(row.cells.get("link")),
        about=tuple(word for word in about if word in known),
    )
