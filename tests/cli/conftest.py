from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from cli.desk import made, office
from cli.past_desk import past, root
from in_process import let_draw, no_pictures
from weibao.campaign.inbox import return_folder
from weibao.cli import main

__all__ = ["made", "office", "past", "root"]

VILLAGE = Path(__file__).parent.parent / "village"


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


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Round 1 is out, by the commands; two units sent their checklist back as it was, so that there is something to
    remark. Only read it."""
    root = tmp_path_factory.mktemp("commands") / "谷地"
    for arguments in (("new", root, "--rulebook", VILLAGE), ("issue", root)):
        with pytest.raises(SystemExit) as end:
            main([str(argument) for argument in (*arguments, "--as-of", "2026-03-02")])
        assert not end.value.code
    for path in sorted((root / "下发" / "第1轮").iterdir())[:2]:
        shutil.copy(path, return_folder(root, 1))
    return root


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
