"""What installing did, step by step, and what the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Step(NamedTuple):
    """One step of an installation: True it was done, False it failed, None there was nothing to do."""

    done: bool | None
    text: str


class State(StrEnum):
    """How a check came out."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return {"ok": "正常", "warning": "提醒", "problem": "有问题", "unknown": "不清楚"}[self.value]


@dataclass(frozen=True, slots=True)
class Check:
    """One finding of the doctor: what was looked at, how it is, what was found, what to do ("" if nothing)."""

    title: str
    state: State
    text: str
    remedy: str = ""

    def as_dict(self) -> dict[str, str]:
        return {"title": self.title, "state": self.state.value, "text": self.text, "remedy": self.remedy}
