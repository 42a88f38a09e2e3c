from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from cli.desk import made, office
from cli.past_desk import past, root
from in_process import let_draw, no_pictures
from weibao.cli import main

__all__ = ["made", "office", "past", "root"]


class Outcome(NamedTuple):
    """What a command printed and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Run = Callable[..., Outcome]


@pytest.fixture(autouse=True)
def quick_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command draws no picture: nobody looks at it here."""
    let_draw(monkeypatch, no_pictures)


@pytest.fixture
def weibao(capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Run the command line in this process, as a shell would."""

    def run(*arguments: object) -> Outcome:
        capsysbinary.readouterr()
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return Outcome(int(end.value.code or 0), out.decode("utf-8"), err.decode("utf-8"))

    return run
