"""Buttons of the group 图表: the pictures, what is taken into a meeting, and where they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from weibao.hosts import messages
from weibao.hosts.button import button, finish, open_path

if TYPE_CHECKING:
    from weibao.hosts.job import Job


@button("charts")
def charts(job: Job) -> None:
    """Draw the pictures."""
    _draw(job, "图已画好")


@button("charts")
def pack(job: Job) -> None:
    """Draw the pictures and bind them for a meeting."""
    _draw(job, "会议图册已编好", "--pack")


@button("charts")
def cards(job: Job) -> None:
    """Draw a page for each unit."""
    _draw(job, "单位卡片已画好", "--cards")


@button()
def open_charts(job: Job) -> None:
    """The folder of charts."""
    open_path(job, job.root / "图表")


def _draw(job: Job, what: str, *options: str) -> None:
    finish(job, messages.written(job.run("charts", *options), what), job.root / "图表")
