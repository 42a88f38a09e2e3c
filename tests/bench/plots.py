"""The pictures' data drawn as people do: one after another, with pyplot, tight_layout, and a text for every figure.

Size, resolution, font and kinds of files are those of our pictures; the drawings are simpler than ours.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weibao.charts.fonts import families_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes

    from weibao.charts.picture import Picture

INCHES, DPI = (11.69, 8.27), 200
KINDS = ("png", "pdf", "svg")


def draw_all(pictures: Sequence[Picture], folder: Path) -> None:
    """Every picture as PNG, PDF and SVG below `folder`."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    for picture in pictures:
        mpl.rcParams["font.family"] = families_for(picture.text)
        figure, axes = plt.subplots(figsize=INCHES, dpi=DPI)
        _DRAW[type(picture.body).__name__](axes, picture.body)
        axes.set_title(f"{picture.title}\n{picture.subtitle}", wrap=True)
        figure.text(0.01, 0.01, picture.foot, fontsize=9)
        plt.tight_layout()
        for kind in KINDS:
            figure.savefig(folder / f"{picture.name}.{kind}")
        plt.close(figure)


def _bars(axes: Axes, names: Sequence[str], parts: Sequence[tuple[str, Sequence[float]]]) -> None:
    """Bars from left to right, one behind the other, each with its figure."""
    lefts = [0.0] * len(names)
    for label, values in parts:
        drawn = axes.barh(names, values, left=lefts, label=label)
        axes.bar_label(drawn, [f"{value:g}" if value else "" for value in values], label_type="center")
        lefts = [left + value for left, value in zip(lefts, values, strict=True)]
    axes.invert_yaxis()
    axes.legend()


def _grid(axes: Axes, rows: Sequence[str], columns: Sequence[str], cells: Sequence[Sequence[Any]]) -> None:
    """Shaded cells with their figures."""
    shades = [[100.0 if cell.percent is None else float(cell.percent) for cell in row] for row in cells]
    axes.imshow(shades, aspect="auto", cmap="YlOrBr_r")
    axes.set_xticks(range(len(columns)), columns)
    axes.set_yticks(range(len(rows)), rows)
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            axes.text(x, y, cell.text, ha="center", va="center")


def _of(rows: Sequence[Any], *parts: str, within: str = "") -> list[tuple[str, list[float]]]:
    records = [getattr(row, within) if within else row for row in rows]
    return [(part, [float(getattr(record, part)) for record in records]) for part in parts]


def _heat(axes: Axes, body: Any) -> None:
    _grid(axes, [row.name for row in body.rows], body.categories, [row.cells for row in body.rows])


def _path(axes: Axes, body: Any) -> None:
    for run in body.runs:
        days = [point.day for point in run.points]
        axes.plot(days, [point.possible for point in run.points], marker="o")
        axes.plot(days, [point.earned for point in run.points], marker="o")
    for phase in body.phases:
        axes.axvspan(phase.start, phase.end or body.last, alpha=0.1)
        axes.text(phase.start, body.top, phase.name)
    axes.set_xlim(body.first, body.last)


def _ahead(axes: Axes, body: Any) -> None:
    starts = [float(((row.start or body.as_of) - body.first).days) for row in body.rows]
    lengths = [float((row.day - body.first).days) - start for row, start in zip(body.rows, starts, strict=True)]
    for day, count in body.off:
        axes.axvspan((day - body.first).days, (day - body.first).days + count, alpha=0.2)
    names = [f"{row.title}（{row.who}）" for row in body.rows]
    drawn = axes.barh(range(len(names)), lengths, left=starts)
    axes.bar_label(drawn, [f"{row.day}" for row in body.rows])
    axes.set_yticks(range(len(names)), names)


def _waterfall(axes: Axes, body: Any) -> None:
    steps = [*body.steps, *([body.unassessed] if body.unassessed else [])]
    left, points = ([float(getattr(step, name)) for step in steps] for name in ("left", "points"))
    drawn = axes.bar([step.name for step in steps], points, bottom=left)
    axes.bar_label(drawn)
    for x, step in enumerate(steps):
        axes.text(x, float(step.left), "\n".join(loss.title for loss in step.losses[:5]), ha="center", va="top")


def _table(axes: Axes, body: Any) -> None:
    axes.axis("off")
    axes.table([[row.title, row.text, row.units, row.word, row.state] for row in body.rows], loc="center")


def _names(rows: Sequence[Any]) -> list[str]:
    return [row.name for row in rows]


_DRAW: dict[str, Callable[[Axes, Any], object]] = {
    "PointsByCategory": lambda axes, body: _bars(
        axes, _names(body.rows), _of(body.rows, "verified", "claimed", "unassessed", "lost", within="points")
    ),
    "Completion": lambda axes, body: _bars(
        axes, _names(body.rows), _of(body.rows, "met", "partial", "unmet", "open", "late")
    ),
    "EvidenceByCategory": lambda axes, body: _bars(
        axes, _names(body.rows), _of(body.rows, "present", "outside", "missing", "waiting")
    ),
    "Supervision": lambda axes, body: _bars(
        axes, [f"{week.start}" for week in body.weeks], _of(body.weeks, "opened", "closed", "late")
    ),
    "Heat": _heat,
    "Towns": _heat,
    "Path": _path,
    "Deadlines": _ahead,
    "VetoTable": _table,
    "Waterfall": _waterfall,
    "Nothing": lambda axes, body: axes.text(0.5, 0.5, body.reason, ha="center", wrap=True),
}
